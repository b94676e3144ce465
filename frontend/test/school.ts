/** A school for tests: a console whose server is the test. */
import { ContextProvider } from "@lit/context";
import type { Connection } from "home-assistant-js-websocket";
import { Console, consoleContext } from "../src/data/console";
import type { Home } from "../src/data/home";
import type { Right, Site } from "../src/data/sites";

/** What was asked of the server. */
export interface Asked {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A server that says what a test lets it say. */
export class Server {
  readonly asked: Asked[] = [];
  readonly done: { readonly action: string; readonly data: object }[] = [];
  readonly answers = new Map<string, unknown>();
  readonly refusals = new Map<string, string>();
  /** Whether a refusal says that there is no such command. */
  unknown = false;
  /** The connection that Home Assistant would give. */
  readonly connection = this.#connection();
  readonly #followers = new Map<string, Set<(message: object) => void>>();
  readonly #ready = new Set<() => void>();

  /** Say something on a topic. */
  tell(type: string, message: object): void {
    for (const told of this.#followers.get(type) ?? []) told(message);
  }

  /** How many subscriptions a topic has. */
  followers(type: string): number {
    return this.#followers.get(type)?.size ?? 0;
  }

  /** Let the connection be back after an interruption, which ends all subscriptions. */
  reconnect(): void {
    this.#followers.clear();
    for (const ready of [...this.#ready]) ready();
  }

  #connection(): Connection {
    const connection = {
      addEventListener: (_type: string, ready: () => void) => void this.#ready.add(ready),
      removeEventListener: (_type: string, ready: () => void) => void this.#ready.delete(ready),
      subscribeMessage: async (told: (message: object) => void, request: Asked) => {
        await Promise.resolve();
        this.#ask(request);
        const followers = this.#followers.get(request.type) ?? new Set();
        this.#followers.set(request.type, followers.add(told));
        const known = this.answers.get(request.type);
        if (known !== undefined) told(known as object);
        return () => Promise.resolve(void followers.delete(told));
      },
      sendMessagePromise: async (request: Asked) => {
        this.#ask(request);
        return Promise.resolve(this.answers.get(request.type));
      },
    };
    return connection as unknown as Connection;
  }

  /** Home Assistant in front of this server. */
  home(more: Partial<Home> = {}): Home {
    const home = {
      connection: this.connection,
      connected: true,
      language: "en",
      locale: { language: "en", time_format: "24" },
      config: { time_zone: "UTC" },
      user: { id: "1", name: "Alex", is_admin: false, is_owner: false },
      areas: {},
      floors: {},
      states: {},
      auth: { data: { access_token: "token" } },
      callService: async (_domain: string, action: string, data: object) => {
        this.done.push({ action, data });
        const refusal = this.refusals.get(action);
        if (refusal !== undefined) throw new Error(refusal);
        return Promise.resolve({ response: this.answers.get(action) });
      },
      ...more,
    };
    return home as unknown as Home;
  }

  #ask(request: Asked): void {
    this.asked.push(request);
    const refusal = this.refusals.get(request.type);
    // Home Assistant's own connection rejects with such an object.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    if (refusal !== undefined) throw { code: this.unknown ? "unknown_command" : "unauthorized", message: refusal };
  }
}

/** The site of a test. */
export function siteWith(rights: readonly Right[] = ["see"], more: Partial<Site> = {}): Site {
  return { site: "S1", name: "Lincoln", device_id: "D1", running: true, demo: false, role: "office", rights, ...more };
}

/** A console of a test. */
export function consoleOf(
  server: Server,
  rights: readonly Right[] = ["see"],
  more: Partial<Home> = {},
  site: Partial<Site> = {},
): Console {
  const home = server.home(more);
  return new Console(() => home, siteWith(rights, site));
}

/** An element with its console, on the page and drawn. */
export async function shown<E extends HTMLElement & { console: Console; updateComplete: Promise<boolean> }>(
  tag: string,
  console: Console,
  fields: Partial<E> = {},
): Promise<E> {
  const element = Object.assign(document.createElement(tag) as E, { console, ...fields });
  // Its parts find the console around them, as within the panel.
  const around = document.createElement("div");
  new ContextProvider(around, { context: consoleContext, initialValue: console });
  around.append(element);
  document.body.append(around);
  await settled(element);
  return element;
}

/** Wait until an element has drawn what the server said until now. */
export async function settled(element: { updateComplete: Promise<boolean> }): Promise<void> {
  await new Promise((done) => setTimeout(done, 0));
  await element.updateComplete;
}

/** What an element says, with what is inside its parts. */
export function textOf(root: Element | ShadowRoot | null): string {
  if (root === null) return "";
  const inner = root instanceof Element && root.shadowRoot !== null ? root.shadowRoot : root;
  let text = "";
  for (const node of inner.childNodes) {
    if (node instanceof Text) text += node.data;
    else if (node instanceof Element && !["STYLE", "SCRIPT"].includes(node.tagName)) text += ` ${textOf(node)}`;
  }
  return text.replace(/\s+/g, " ");
}
