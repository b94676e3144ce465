/** What people at a desk answered to one message. */
import { html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Receipt } from "../../data/deliveries";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { moment } from "./times";

/** `<duress-receipts .receipts>`: nothing if nobody answered. */
@customElement("duress-receipts")
export class ReceiptsElement extends ConsoleElement {
  static override styles = shared;

  @property({ attribute: false }) receipts: readonly Receipt[] = [];

  override render(): TemplateResult | typeof nothing {
    if (this.receipts.length === 0) return nothing;
    return html`<h3>${this.t("monitoring.receipts")}</h3>
      <ul>
        ${this.receipts.map((one) => {
          const said = this.word("monitoring", `receipt_${one.answer}`);
          const words = [one.by, one.note].filter(Boolean).join(": ");
          return html`<li>${moment(this.format, one.at)}: ${said}${words === "" ? "" : ` (${words})`}</li>`;
        })}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-receipts": ReceiptsElement;
  }
}
