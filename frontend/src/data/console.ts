/** The console at one school: who looks, what they may do, and how to ask and act. */
import { createContext } from "@lit/context";
import { Format } from "../text/format";
import { type Texts, textsFor } from "../text/localize";
import type { Home } from "./home";
import { refusalOf } from "./refusal";
import type { Right, Site } from "./sites";
import { Topic } from "./topic";

/** A command or an action was refused; the message is a sentence for people. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/** What every page of one school has in common. A new one is made only when the school, role or language changes. */
export class Console {
  readonly texts: Texts;
  readonly format: Format;
  readonly #topics: Map<string, Topic<object>>;

  constructor(
    private readonly now: () => Home,
    readonly site: Site,
    before?: Console,
  ) {
    const home = now();
    this.texts = textsFor(home.language);
    this.format = new Format(home.locale, home.config.time_zone);
    this.#topics = before?.site.site === site.site ? before.#topics : new Map<string, Topic<object>>();
    for (const topic of this.#topics.values()) topic.retry();
  }

  /** Home Assistant as it is at this moment. */
  get home(): Home {
    return this.now();
  }

  /** Whether the person has a right here. The server checks it too; this only hides what would be refused. */
  may(right: Right): boolean {
    return this.site.rights.includes(right);
  }

  /** A topic of this school, shared by all who follow it. */
  topic<M extends object>(type: string, more: object = {}): Topic<M> {
    const key = JSON.stringify([type, more]);
    let topic = this.#topics.get(key);
    if (topic === undefined) {
      const request = { type, site: this.site.site, ...more };
      topic = new Topic(this.home.connection, request, async (error) => refusalOf(this.home, error));
      this.#topics.set(key, topic);
    }
    return topic as Topic<M>;
  }

  /** Ask a websocket command of this school once. Throws `Refused`. */
  async ask<T>(type: string, more: object = {}): Promise<T> {
    try {
      return await this.home.connection.sendMessagePromise<T>({ type, site: this.site.site, ...more });
    } catch (error) {
      throw new Refused(await refusalOf(this.home, error));
    }
  }

  /** Do an action of this integration and return what it answers, if it answers. Throws `Refused`. */
  async act<T>(action: string, data: object = {}, answers = true): Promise<T> {
    try {
      const done = await this.home.callService<T>("duress", action, data, undefined, false, answers);
      return done.response as T;
    } catch (error) {
      throw new Refused(await refusalOf(this.home, error));
    }
  }
}

/** How elements inside a panel or a card find their console. */
export const consoleContext = createContext<Console>("duress-console");
