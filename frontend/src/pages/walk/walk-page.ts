/** The page Walk. */
import { html, type TemplateResult } from "lit";
import { customElement } from "../../ui/define";
import { PageElement } from "../../ui/element";

/** The page Walk. */
@customElement("duress-walk-page")
export class WalkPage extends PageElement {
  override render(): TemplateResult {
    return html`<div class="page">
      <h1>${this.t("common.page_walk")}</h1>
      <p>${this.t("common.not_yet")}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-walk-page": WalkPage;
  }
}
