/** The page Start. */
import { html, type TemplateResult } from "lit";
import { customElement } from "../../ui/define";
import { PageElement } from "../../ui/element";

/** The page Start. */
@customElement("duress-start-page")
export class StartPage extends PageElement {
  override render(): TemplateResult {
    return html`<div class="page">
      <h1>${this.t("common.page_start")}</h1>
      <p>${this.t("common.not_yet")}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-start-page": StartPage;
  }
}
