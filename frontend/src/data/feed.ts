/** How an element follows a topic: it is drawn again whenever the server says something new. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Console } from "./console";
import type { Standing, Topic } from "./topic";

/** An element that has a console, sooner or later. */
export interface FeedHost extends ReactiveControllerHost {
  readonly console: Console;
}

/** One topic as an element sees it. */
export class Feed<M extends object> implements ReactiveController {
  #topic: Topic<M> | undefined;
  #leave: (() => void) | undefined;

  constructor(
    private readonly host: FeedHost,
    private readonly type: string,
    /** What is asked for besides; undefined while nothing is. */
    private readonly more: () => object | undefined = () => ({}),
    private readonly changed: () => void = () => undefined,
  ) {
    host.addController(this);
  }

  /** The last message; undefined until there is one, and while the school does not run. */
  get message(): M | undefined {
    return this.#topic?.message;
  }

  /** How the topic stands. */
  get standing(): Standing {
    return this.#topic?.standing ?? "waiting";
  }

  /** Why the server refused. */
  get refusal(): string | undefined {
    return this.#topic?.refusal;
  }

  hostUpdate(): void {
    // The first context may come only after the element is connected, and another school may be chosen.
    const console = this.host.console as Console | undefined;
    const more = console === undefined ? undefined : this.more();
    const topic = more === undefined ? undefined : console?.topic<M>(this.type, more);
    if (topic === this.#topic) return;
    this.hostDisconnected();
    this.#topic = topic;
    this.#leave = topic?.follow(() => this.#told());
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#leave?.();
    this.#leave = undefined;
    this.#topic = undefined;
  }

  #told(): void {
    this.changed();
    this.host.requestUpdate();
  }
}
