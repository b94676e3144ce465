/** The page Walk test: begin a walk, go from room to room, and see what is proven. */
import { html, type TemplateResult } from "lit";
import { customElement } from "../../ui/define";
import { PageElement } from "../../ui/element";
import "./walk-begin";
import "./walk-overview";
import "./walk-report";
import "./walk-rooms";

/** The page: `/walk`, `/walk/new`, `/walk/report`, and one address per walk, which any device can open. */
@customElement("duress-walk-page")
export class WalkPage extends PageElement {
  override render(): TemplateResult {
    const [part] = this.path;
    if (part === undefined) return html`<duress-walk-overview .console=${this.console}></duress-walk-overview>`;
    if (part === "report") return html`<duress-walk-report .console=${this.console}></duress-walk-report>`;
    if (!this.console.may("survey")) return html`<p class="page">${this.t("walk.may_not")}</p>`;
    if (part === "new") return html`<duress-walk-begin .console=${this.console}></duress-walk-begin>`;
    return html`<duress-walk-rooms .console=${this.console} .walkId=${part}></duress-walk-rooms>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-walk-page": WalkPage;
  }
}
