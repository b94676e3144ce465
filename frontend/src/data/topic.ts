/** One websocket topic of one school that any number of elements look at, over one subscription. */
import type { Connection } from "home-assistant-js-websocket";

/** How a topic stands: nothing was said yet, it is told, the school does not run, or the server refused. */
export type Standing = "waiting" | "told" | "stopped" | "refused";

interface Running {
  readonly running?: boolean;
}

const LINGER = 5000;
const AGAIN = 5000;

/**
 * A topic with its last message. It lingers for five seconds, so that the next page shows at once what is known. It
 * subscribes again after an interruption, for as long as it takes: Home Assistant's own connection would try only once,
 * and after a restart the integration may come later than the connection.
 */
export class Topic<M extends object> {
  message: M | undefined;
  standing: Standing = "waiting";
  refusal: string | undefined;
  readonly #listeners = new Set<() => void>();
  #round = 0;
  #stop: Promise<(() => Promise<void>) | undefined> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly request: { readonly type: string },
    /** The sentence for people in what the server refused with. */
    private readonly say: (error: unknown) => string | Promise<string> = sentenceOf,
  ) {}

  /** Tell a listener of each change; answers how to tell it no more. */
  follow(listener: () => void): () => void {
    clearTimeout(this.#timer);
    this.#listeners.add(listener);
    if (this.#stop === undefined) {
      this.connection.addEventListener("ready", this.#begin);
      this.#begin();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#timer = setTimeout(() => this.#end(), LINGER);
    };
  }

  /** Ask again after a refusal, such as when the person's role has changed. */
  retry(): void {
    if (this.standing !== "refused" || this.#listeners.size === 0) return;
    this.#begin();
  }

  readonly #begin = (): void => {
    clearTimeout(this.#again);
    this.#stop = this.#subscribe(++this.#round);
  };

  async #subscribe(round: number): Promise<(() => Promise<void>) | undefined> {
    try {
      const told = (message: M & Running): void => this.#told(message);
      return await this.connection.subscribeMessage<M & Running>(told, this.request, { resubscribe: false });
    } catch (error) {
      const code = codeOf(error);
      // Only an integration that was not loaded, or not yet, does not know its own commands.
      if (code === "unknown_command") this.#change("stopped", undefined, undefined);
      else await this.#refused(error, round);
      if (round !== this.#round) return undefined;
      if (code !== "unauthorized" && this.#listeners.size > 0) this.#again = setTimeout(this.#begin, AGAIN);
      return undefined;
    }
  }

  #told(message: M & Running): void {
    const runs = message.running !== false;
    this.#change(runs ? "told" : "stopped", runs ? message : undefined, undefined);
  }

  async #refused(error: unknown, round: number): Promise<void> {
    // It stands at once, so that it is asked again if the role changes while the sentence is still looked for.
    this.standing = "refused";
    this.message = undefined;
    this.refusal = sentenceOf(error);
    const refusal = await this.say(error);
    if (round === this.#round) this.#change("refused", undefined, refusal);
  }

  #change(standing: Standing, message: M | undefined, refusal: string | undefined): void {
    this.standing = standing;
    this.message = message;
    this.refusal = refusal;
    for (const listener of [...this.#listeners]) listener();
  }

  #end(): void {
    clearTimeout(this.#again);
    this.#round += 1;
    this.connection.removeEventListener("ready", this.#begin);
    const stop = this.#stop;
    this.#stop = undefined;
    this.standing = "waiting";
    this.message = undefined;
    // A connection that is gone has forgotten the subscription itself.
    void stop?.then((end) => end?.()).catch(() => undefined);
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

/** The sentence in whatever Home Assistant threw. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  if (typeof error === "object" && error !== null && "message" in error && typeof error.message === "string")
    return error.message;
  if (typeof error === "object" && error !== null && "body" in error) return sentenceOf(error.body);
  // How Home Assistant's connection says that it broke meanwhile.
  if (typeof error === "object" && error !== null && "error" in error) return sentenceOf(error.error);
  return String(error);
}
