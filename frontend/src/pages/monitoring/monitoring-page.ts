/** The page Monitoring. */
import { html, type TemplateResult } from "lit";
import { customElement } from "../../ui/define";
import { PageElement } from "../../ui/element";

/** The page Monitoring. */
@customElement("duress-monitoring-page")
export class MonitoringPage extends PageElement {
  override render(): TemplateResult {
    return html`<div class="page">
      <h1>${this.t("common.page_monitoring")}</h1>
      <p>${this.t("common.not_yet")}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-monitoring-page": MonitoringPage;
  }
}
