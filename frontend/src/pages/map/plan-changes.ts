/** Changing plans: one change after the other, each with the revision its maker saw, shown before it is confirmed. */
import type { ReactiveController } from "lit";
import type { FeedHost } from "../../data/feed";
import { Refused } from "../../data/console";
import {
  type FactAnswer,
  factKey,
  type MapFact,
  type MapFloor,
  type PinKey,
  type PlanAnswer,
  type Spot,
} from "../../data/map";
import { sentenceOf } from "../../data/topic";

interface Pending {
  /** Where it is put; undefined if it is taken off. */
  readonly spot: Spot | undefined;
  /** The revision that has it; undefined until the server said so. */
  revision: number | undefined;
}

/** The largest image the server takes. */
export const MOST_BYTES = 8 * 1024 * 1024;

/** All changes that one editor makes. */
export class PlanChanges implements ReactiveController {
  /** Why the last change was refused, as a sentence. */
  error: string | undefined;
  /** How many changes are under way. */
  busy = 0;
  readonly #pending = new Map<string, Map<PinKey, Pending>>();
  readonly #revisions = new Map<string, number>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly host: FeedHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.error = undefined;
  }

  /** Where a thing is, with what the server has not confirmed yet. */
  spot(floor: MapFloor, key: PinKey, known: Spot | undefined): Spot | undefined {
    const pending = this.#pending.get(floor.floor_id)?.get(key);
    return pending === undefined || (pending.revision ?? Infinity) <= floor.revision ? known : pending.spot;
  }

  /** Put a thing somewhere; answers whether it is stored. */
  async place(floor: MapFloor, key: PinKey, spot: Spot): Promise<boolean> {
    return this.#pin(floor, key, spot, { ...idOf(key), ...rounded(spot) }, "duress/map/place");
  }

  /** Take a thing off its plan; answers whether it is stored. */
  async lift(floor: MapFloor, key: PinKey): Promise<boolean> {
    return this.#pin(floor, key, undefined, idOf(key), "duress/map/unplace");
  }

  /** Add a thing for responders, or with its id change one; answers its key once it is stored. */
  async tell(
    floor: MapFloor,
    fact: Pick<MapFact, "kind" | "label"> & { readonly fact_id?: string },
  ): Promise<PinKey | undefined> {
    let key: PinKey | undefined;
    await this.#run(floor, async (revision) => {
      const answer = await this.#ask<FactAnswer>("duress/map/fact", floor, revision, fact);
      key = factKey(answer.fact_id);
      return answer;
    });
    return key;
  }

  /** Remove a thing for responders; answers whether it is gone. */
  async forget(floor: MapFloor, fact_id: string): Promise<boolean> {
    return this.#run(floor, (revision) => this.#ask("duress/map/remove_fact", floor, revision, { fact_id }));
  }

  /** Take the image of a floor away, or take its last change back. */
  async act(floor: MapFloor, what: "remove_plan" | "undo"): Promise<boolean> {
    return this.#run(floor, (revision) => this.#ask(`duress/map/${what}`, floor, revision, {}));
  }

  /** Give a floor an image. */
  async upload(floor: MapFloor, file: File): Promise<boolean> {
    if (file.size > MOST_BYTES) return this.#say(this.host.console.texts.say("map.too_large"));
    const { site } = this.host.console.site;
    return this.#run(floor, async (revision) => {
      const path = `${addressOfPlans(site)}/${encodeURIComponent(floor.floor_id)}?revision=${revision}`;
      return sent<PlanAnswer>(this.host, path, file);
    });
  }

  async #pin(floor: MapFloor, key: PinKey, spot: Spot | undefined, pin: object, type: string): Promise<boolean> {
    const pins = this.#pending.get(floor.floor_id) ?? new Map<PinKey, Pending>();
    const mine: Pending = { spot, revision: undefined };
    this.#pending.set(floor.floor_id, pins.set(key, mine));
    const done = await this.#run(floor, async (revision) => {
      const answer = await this.#ask(type, floor, revision, { pins: [pin] });
      mine.revision = answer.revision;
      return answer;
    });
    // What was refused jumps back to where it is.
    if (!done && pins.get(key) === mine && pins.delete(key)) this.host.requestUpdate();
    return done;
  }

  async #run(floor: MapFloor, change: (revision: number) => Promise<PlanAnswer>): Promise<boolean> {
    const id = floor.floor_id;
    this.busy += 1;
    this.error = undefined;
    this.host.requestUpdate();
    const run = this.#last.then(async () => {
      // Own changes were seen, whether or not the server has told of them yet.
      const seen = Math.max(floor.revision, this.#revisions.get(id) ?? 0);
      this.#revisions.set(id, (await change(seen)).revision);
    });
    this.#last = run.catch(() => undefined);
    try {
      await run;
      return true;
    } catch (error) {
      return this.#say(sentenceOf(error));
    } finally {
      this.busy -= 1;
      this.host.requestUpdate();
    }
  }

  #say(sentence: string): false {
    this.error = sentence;
    this.host.requestUpdate();
    return false;
  }

  #ask<T extends PlanAnswer>(type: string, floor: MapFloor, revision: number, more: object): Promise<T> {
    return this.host.console.ask<T>(type, { floor_id: floor.floor_id, revision, ...more });
  }
}

/** Where the plans of a site are, over HTTP. */
export function addressOfPlans(site: string): string {
  return `/api/duress/plans/${encodeURIComponent(site)}`;
}

/** Send something over HTTP, logged in, and return the answer. Throws `Refused` with the server's sentence. */
export async function sent<T>({ console }: FeedHost, path: string, body?: Blob): Promise<T> {
  const language = console.texts.language.startsWith("es") ? "es" : "en";
  const address = `${path}${path.includes("?") ? "&" : "?"}language=${language}`;
  const init = body === undefined ? {} : { method: "POST", body };
  const answer = await console.home.fetchWithAuth(address, init);
  if (answer.ok) return (await answer.json()) as T;
  const said = (await answer.json().catch(() => ({}))) as { message?: string };
  throw new Refused(said.message ?? console.texts.say("map.http_failed", { status: String(answer.status) }));
}

function idOf(key: PinKey): object {
  const id = key.slice(key.indexOf(":") + 1);
  return key.startsWith("room:") ? { room_id: id } : key.startsWith("fact:") ? { fact_id: id } : { listener_id: id };
}

function rounded({ x, y }: Spot): Spot {
  return { x: Number(x.toFixed(4)), y: Number(y.toFixed(4)) };
}
