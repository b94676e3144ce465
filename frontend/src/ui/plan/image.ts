/** Images of floor plans: only who is logged in gets one, so its address is signed before the browser asks for it. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Connection } from "home-assistant-js-websocket";
import { sentenceOf } from "../../data/topic";

const SECONDS = 24 * 60 * 60;

const signed = new WeakMap<Connection, Map<string, Promise<string>>>();

/** The signed address of an image, for one element; the same image is signed once while the page is open. */
export class SignedImage implements ReactiveController {
  /** What an `img` takes; undefined until it is there. */
  src: string | undefined;
  /** Why there is none. */
  error: string | undefined;
  #url: string | undefined;
  #failures = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#failures = 0;
  }

  /** Show another image, or none. */
  show(connection: Connection, url: string | undefined): void {
    if (url === this.#url) return;
    this.#url = url;
    this.#failures = 0;
    this.src = this.error = undefined;
    if (url !== undefined) void this.#sign(connection, url);
  }

  /** The browser could not load it, perhaps because the signature ran out: sign once more, then say so. */
  failed(connection: Connection, sentence: string): void {
    const url = this.#url;
    if (url === undefined) return;
    signed.get(connection)?.delete(url);
    this.src = undefined;
    this.#failures += 1;
    if (this.#failures < 2) void this.#sign(connection, url);
    else this.error = sentence;
    this.host.requestUpdate();
  }

  async #sign(connection: Connection, url: string): Promise<void> {
    const known = signed.get(connection) ?? new Map<string, Promise<string>>();
    signed.set(connection, known);
    const path = known.get(url) ?? ask(connection, url);
    known.set(url, path);
    try {
      const src = await path;
      if (this.#url === url) this.src = src;
    } catch (error) {
      known.delete(url);
      if (this.#url === url) this.error = sentenceOf(error);
    }
    this.host.requestUpdate();
  }
}

async function ask(connection: Connection, url: string): Promise<string> {
  const request = { type: "auth/sign_path", path: url, expires: SECONDS };
  return (await connection.sendMessagePromise<{ path: string }>(request)).path;
}
