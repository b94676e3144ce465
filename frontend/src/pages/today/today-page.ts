/** The page Today. */
import { html, type TemplateResult } from "lit";
import { customElement } from "../../ui/define";
import { PageElement } from "../../ui/element";

/** The page Today. */
@customElement("duress-today-page")
export class TodayPage extends PageElement {
  override render(): TemplateResult {
    return html`<div class="page">
      <h1>${this.t("common.page_today")}</h1>
      <p>${this.t("common.not_yet")}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-today-page": TodayPage;
  }
}
