/** The page of alarms: the one that is open, the list of several, or one that is chosen. */
import { html, nothing, type TemplateResult } from "lit";
import { byUrgency, followIncidents, type Incident, type IncidentsMessage, isActive } from "../../data/incidents";
import { customElement } from "../../ui/define";
import { PageElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import "../today/gap-notice";
import "./incident-list";
import "./incident-view";
import "./rehearsal-notice";

/** `/duress/incident` and `/duress/incident/ID`. */
@customElement("duress-incident-page")
export class IncidentPage extends PageElement {
  readonly #feed = followIncidents(this);
  #kept: string | undefined;

  override render(): TemplateResult {
    const open = this.#feed.message?.incidents ?? [];
    const chosen = this.path[0] ?? this.#only(open);
    if (chosen !== undefined && chosen !== "all")
      return html`<duress-incident-view
        .incidentId=${chosen}
        ?alone=${this.path[0] === undefined}
      ></duress-incident-view>`;
    return whenTold(this.console, this.#feed, (message) => this.#list(message));
  }

  /** The incident to show without being asked: the only one, and that one also when others come while it is read. */
  #only(open: readonly Incident[]): string | undefined {
    if (this.path.length > 0) this.#kept = undefined;
    else if (open.length === 1) this.#kept = open[0]?.incident_id;
    return this.#kept;
  }

  #list(message: IncidentsMessage): TemplateResult {
    return html`<div class="page">
      <h1>${this.t("incident.title")}</h1>
      <duress-gap-notice flush page="incident" ?alarm=${message.incidents.some(isActive)}></duress-gap-notice>
      ${
        message.rehearsals.length === 0
          ? nothing
          : html`<duress-rehearsal-notice .rehearsals=${message.rehearsals}></duress-rehearsal-notice>`
      }
      ${message.incidents.length === 0 ? html`<p role="status">${this.t("incident.none")}</p>` : nothing}
      <duress-incident-list .message=${message} .incidents=${byUrgency(message.incidents)}></duress-incident-list>
      ${this.console.may("read_history") ? html`<duress-closed-incidents></duress-closed-incidents>` : nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-page": IncidentPage;
  }
}
