/** A dialog: the browser's own, so that focus, Escape and screen readers work as people know them. */
import { css, html, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { customElement } from "./define";
import { ConsoleElement } from "./element";
import { shared } from "./styles";

const FIELDS = "input, select, textarea";

/** Whether somebody has a mouse, so that no keyboard appears on the screen. */
function isPrecise(): boolean {
  return typeof matchMedia === "function" && matchMedia("(pointer: fine)").matches;
}

/** `<duress-dialog open heading="…">`: fires `closed` when it was closed, also by Escape. */
@customElement("duress-dialog")
export class DialogElement extends ConsoleElement {
  static override styles = [
    shared,
    css`
      dialog {
        width: min(640px, calc(100vw - 24px));
        max-height: calc(100dvh - 24px);
        padding: var(--gap);
        border: 1px solid var(--edge);
        border-radius: var(--round);
        background: var(--paper);
        color: var(--ink);
        overflow: auto;
      }
      dialog[open] {
        display: grid;
        gap: var(--gap);
      }
      dialog::backdrop {
        background: rgba(0, 0, 0, 0.5);
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: start;
        gap: var(--gap);
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  @property() heading = "";
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading" @close=${this.#closed}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button class="plain" @click=${() => this.dialog.close()}>${this.t("common.close_dialog")}</button>
      </header>
      <slot></slot>
      <slot name="actions"></slot>
    </dialog>`;
  }

  override updated(): void {
    if (this.open && !this.dialog.open) {
      this.dialog.showModal();
      this.#begin();
    } else if (!this.open && this.dialog.open) this.dialog.close();
  }

  /** Put the cursor into the first field; on a phone its keyboard would cover the rest. */
  #begin(): void {
    if (!isPrecise()) return;
    for (const slot of this.renderRoot.querySelectorAll("slot"))
      for (const part of slot.assignedElements({ flatten: true })) {
        const field = part.matches(FIELDS) ? part : part.querySelector(FIELDS);
        if (!(field instanceof HTMLElement)) continue;
        field.focus();
        return;
      }
  }

  #closed(): void {
    this.open = false;
    this.dispatchEvent(new CustomEvent("closed"));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-dialog": DialogElement;
  }
}
