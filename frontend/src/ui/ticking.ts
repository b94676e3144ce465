/** Draws an element again and again, so that "40 seconds ago" stays true. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** A clock for one element; it stands still while the element is not on the page. */
export class Ticking implements ReactiveController {
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly seconds: number = 1,
  ) {
    host.addController(this);
  }

  /** Seconds since 1970. */
  get now(): number {
    return Date.now() / 1000;
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.host.requestUpdate(), this.seconds * 1000);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
