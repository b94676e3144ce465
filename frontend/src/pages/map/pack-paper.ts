/** Paper: while a page is shown, only what is laid on it is printed, one sheet each, whatever is around it on the screen. */
import {
  LitElement,
  nothing,
  render,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from "lit";

const ID = "duress-paper";

/** Fits Letter and A4 in landscape, with a margin that every printer keeps. */
const STYLE = `
@page { size: landscape; margin: 10mm; }
@media screen {
  #${ID} { position: fixed; inset: 0 auto auto 0; width: 257mm; height: 0; overflow: hidden; visibility: hidden; z-index: -1; }
}
@media print {
  html, body {
    margin: 0 !important; padding: 0 !important; height: auto !important; min-height: 0 !important;
    overflow: visible !important; background: #fff !important;
  }
  body > :not(#${ID}) { display: none !important; }
  #${ID} > * { break-after: page; }
  #${ID} > :last-child { break-after: auto; }
}`;

/** The sheets of one element, beside Home Assistant in the document, because only what is there can be printed alone. */
export class Paper implements ReactiveController {
  #sheets: HTMLElement | undefined;
  #style: HTMLStyleElement | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly draw: () => TemplateResult | typeof nothing,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#sheets = Object.assign(document.createElement("div"), { id: ID });
    this.#style = Object.assign(document.createElement("style"), { textContent: STYLE });
    document.head.append(this.#style);
    document.body.append(this.#sheets);
    window.addEventListener("beforeprint", this.#before);
  }

  hostDisconnected(): void {
    window.removeEventListener("beforeprint", this.#before);
    this.#sheets?.remove();
    this.#style?.remove();
  }

  hostUpdated(): void {
    if (this.#sheets !== undefined) render(this.draw(), this.#sheets);
  }

  /** The sheets say when they were printed. */
  #before = (): void => {
    for (const sheet of this.#sheets?.children ?? []) if (sheet instanceof LitElement) sheet.requestUpdate();
  };
}
