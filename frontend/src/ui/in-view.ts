/** Keeps one part of a row that scrolls sideways in view, also when what is in the row gets another width later. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** The row and the part of it that is to be seen, as they are drawn now; undefined while there are none. */
export type Wanted = () => { readonly row: HTMLElement; readonly part: HTMLElement } | undefined;

/** Watches the row of one element. */
export class InView implements ReactiveController {
  readonly #sizes = typeof ResizeObserver === "undefined" ? undefined : new ResizeObserver(() => this.#bring());
  #part: HTMLElement | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly wanted: Wanted,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const found = this.wanted();
    if (found === undefined) return;
    // Icons, fonts and the window get their sizes whenever they like; what is watched already is not watched twice.
    for (const one of [found.row, ...found.row.children]) this.#sizes?.observe(one);
    if (found.part === this.#part) return;
    this.#part = found.part;
    this.#bring();
  }

  hostDisconnected(): void {
    this.#sizes?.disconnect();
    this.#part = undefined;
  }

  #bring(): void {
    const found = this.wanted();
    if (found === undefined) return;
    const { row, part } = found;
    // Its neighbour is seen too where there is room for both, so that nobody thinks the row begins here.
    const before = Math.max(0, Math.min(part.offsetWidth, row.clientWidth - part.offsetWidth));
    row.scrollLeft += part.getBoundingClientRect().left - row.getBoundingClientRect().left - before;
  }
}
