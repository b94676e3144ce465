/** Lists of alarms: those that are open, and what was closed in the last day. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import {
  type ClosedIncident,
  type ClosedIncidents,
  type Incident,
  type IncidentsMessage,
  followIncidents,
  isUnanswered,
  timeAt,
} from "../../data/incidents";
import { addressOf } from "../../data/navigate";
import { sentenceOf } from "../../data/topic";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { follow } from "../../ui/link";
import { shared } from "../../ui/styles";
import { Ticking } from "../../ui/ticking";
import { floorOf, named, standingOf, whereOf } from "./words";

const styles = css`
  a.row {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 2px 12px;
    padding: 12px;
    min-height: var(--touch);
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    color: var(--ink);
    text-decoration: none;
  }
  a.urgent {
    border-width: 2px;
    border-inline-start: 8px solid var(--alarm);
  }
  .where {
    font-size: 1.3rem;
    font-weight: 600;
  }
  .clock {
    font-size: 1.3rem;
    font-variant-numeric: tabular-nums;
  }
  .wide {
    grid-column: 1 / -1;
  }
`;

/** The open alarms, as they are to be looked at. */
@customElement("duress-incident-list")
export class IncidentList extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) incidents: readonly Incident[] = [];
  @property({ attribute: false }) message: IncidentsMessage | undefined;
  readonly #clock = new Ticking(this);

  override render(): TemplateResult {
    return html`<ol class="plain">
      ${this.incidents.map((one) => html`<li>${this.#row(one)}</li>`)}
    </ol>`;
  }

  #row(incident: Incident): TemplateResult {
    const address = addressOf("incident", incident.incident_id);
    const now = timeAt(this.message, this.#clock.now);
    const isUrgent = incident.mode === "live" && isUnanswered(incident);
    return html`<a
      class="row ${isUrgent ? "urgent" : ""}"
      href=${address}
      @click=${(event: MouseEvent) => follow(event, address)}
    >
      <span
        >${
          incident.mode === "live"
            ? nothing
            : html`<span class="chip warn">${named(this.console, `incident.mode_${incident.mode}`)}</span> `
        }<strong>${named(this.console, `incident.kind_${incident.kind}`)}</strong>
        ${this.t("incident.number", { number: incident.number })}</span
      >
      <span class="clock">${this.format.clock(now - incident.raised_at)}</span>
      <span class="where wide">${whereOf(this.console, incident.place)}</span>
      <span class="wide">${floorOf(this.console, incident.place)}</span>
      <span class="wide">${standingOf(this.console, incident, now)}</span>
    </a>`;
  }
}

/** What was closed in the last day; asked again whenever something is open no more. */
@customElement("duress-closed-incidents")
export class ClosedIncidentsList extends ConsoleElement {
  static override styles = [shared, styles];

  @state() private closed: readonly ClosedIncident[] | undefined;
  @state() private error: string | undefined;
  #open: readonly string[] = [];
  readonly #feed = followIncidents(this, () => this.#told());

  override firstUpdated(): void {
    void this.#ask();
  }

  override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="closed">
      <h2 id="closed">${this.t("incident.closed_lately")}</h2>
      ${this.error === undefined ? nothing : html`<p class="error" role="alert">${this.error}</p>`}
      ${this.closed?.length === 0 ? html`<p class="quiet">${this.t("incident.no_closed")}</p>` : nothing}
      <ul class="plain">
        ${this.closed?.map((one) => html`<li>${this.#row(one)}</li>`)}
      </ul>
    </section>`;
  }

  #row(one: ClosedIncident): TemplateResult {
    const address = addressOf("incident", one.incident_id);
    const mode = one.mode === "live" ? "" : `${named(this.console, `incident.mode_${one.mode}`)}, `;
    const values = {
      kind: named(this.console, `incident.kind_${one.kind}`),
      where: one.room ?? one.floor ?? this.t("incident.somewhere"),
      at: this.format.dateTime(one.raised_at),
      how: named(this.console, `incident.disposition_${one.disposition}`),
    };
    return html`<a class="row" href=${address} @click=${(event: MouseEvent) => follow(event, address)}
      ><span>${mode}${this.t("incident.closed_row", values)}</span>
      <span>${this.t("incident.number", { number: one.number })}</span></a
    >`;
  }

  #told(): void {
    const open = this.#feed.message?.incidents.map((one) => one.incident_id);
    if (open === undefined) return;
    if (this.#open.some((known) => !open.includes(known))) void this.#ask();
    this.#open = open;
  }

  async #ask(): Promise<void> {
    try {
      this.closed = (await this.console.ask<ClosedIncidents>("duress/closed_incidents")).incidents;
      this.error = undefined;
    } catch (error) {
      this.error = sentenceOf(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-list": IncidentList;
    "duress-closed-incidents": ClosedIncidentsList;
  }
}
