/** The page People. */
import { html, type TemplateResult } from "lit";
import { customElement } from "../../ui/define";
import { PageElement } from "../../ui/element";

/** The page People. */
@customElement("duress-people-page")
export class PeoplePage extends PageElement {
  override render(): TemplateResult {
    return html`<div class="page">
      <h1>${this.t("common.page_people")}</h1>
      <p>${this.t("common.not_yet")}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-people-page": PeoplePage;
  }
}
