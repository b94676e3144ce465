/** One alarm: what must be seen at once, the next step, and below that everything else. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { Feed } from "../../data/feed";
import {
  byUrgency,
  type Incident,
  type IncidentMessage,
  type IncidentsMessage,
  followIncidents,
  isActive,
  isUnanswered,
  timeAt,
} from "../../data/incidents";
import { addressOf, navigate } from "../../data/navigate";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { follow } from "../../ui/link";
import { whenTold } from "../../ui/standing";
import "../today/gap-notice";
import { shared } from "../../ui/styles";
import { Ticking } from "../../ui/ticking";
import "./incident-checklist";
import "./incident-deliveries";
import "./incident-evidence";
import "./incident-facts";
import type { IncidentFacts } from "./incident-facts";
import "./incident-notes";
import "./incident-place";
import "./incident-steps";
import type { IncidentSteps } from "./incident-steps";
import "./incident-timeline";
import "./rehearsal-notice";
import { newsOf } from "./news";
import { summaryOf } from "./words";

const styles = css`
  .top {
    display: grid;
    gap: var(--gap);
  }
  .page {
    padding-bottom: 16px;
  }
  @media (min-width: 900px) {
    .top {
      grid-template-columns: minmax(0, 3fr) minmax(280px, 2fr);
      align-items: start;
    }
  }
  @media (max-width: 700px) {
    .page {
      padding-bottom: 110px;
    }
  }
  .column {
    display: grid;
    gap: var(--gap);
  }
  .real {
    display: block;
    padding: 11px 12px;
    border-radius: 8px;
    background: var(--alarm);
    color: var(--on-strong);
    font-weight: 500;
    text-decoration: none;
  }
  .real span {
    text-decoration: underline;
  }
  nav a {
    display: inline-flex;
    align-items: center;
    min-height: var(--touch);
  }
`;

/** `<duress-incident-view>`: an open incident from memory, and beside it what the ledger knows as soon as it answers. */
@customElement("duress-incident-view")
export class IncidentView extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) incidentId = "";
  /** Whether it is shown because it is the only one. */
  @property({ type: Boolean }) alone = false;
  @query("duress-incident-steps") private readonly steps!: IncidentSteps | null;
  @query("duress-incident-facts") private readonly facts!: IncidentFacts | null;

  readonly #clock = new Ticking(this);
  readonly #open = followIncidents(this);
  readonly #all = new Feed<IncidentMessage>(this, "duress/incident", () => ({
    incident_id: this.incidentId,
    language: this.console.texts.language,
  }));
  #shown: Incident | undefined;
  #message: IncidentsMessage | undefined;
  #toldAt = 0;
  #news = "";
  #focused = "";
  #hasDeclared = false;

  override render(): TemplateResult {
    this.#look();
    if (this.#shown !== undefined) return this.#page(this.#shown);
    return html`<div class="page">${whenTold(this.console, this.#all, () => this.#unknown())}</div>`;
  }

  override updated(): void {
    const real = this.#real;
    if (this.#hasDeclared && real !== undefined) {
      this.#hasDeclared = false;
      navigate(addressOf("incident", real.incident_id), true);
      return;
    }
    if (this.#shown === undefined || this.#focused === this.incidentId) return;
    this.#focused = this.incidentId;
    void this.#takeFocus();
  }

  /** The incident as it stands now; an open one never waits for the ledger. */
  get #current(): Incident | undefined {
    const open = this.#open.message?.incidents.find((one) => one.incident_id === this.incidentId);
    return open ?? this.#all.message?.incident ?? undefined;
  }

  /** Another real alarm that nobody takes care of, whatever this page shows. */
  get #real(): Incident | undefined {
    if (this.#shown === undefined) return undefined;
    return byUrgency(this.#open.message?.incidents ?? []).find(
      (one) => one.incident_id !== this.incidentId && one.mode === "live" && isUnanswered(one),
    );
  }

  get #names(): Readonly<Record<string, string>> | null {
    return this.#all.message?.names ?? null;
  }

  /** Whether nothing may be true any more of what is shown. */
  get #isOld(): boolean {
    return !this.console.home.connected || this.#open.standing !== "told";
  }

  /** Take what is known now; what was known stays while the school does not run or the line is broken. */
  #look(): void {
    if (this.#message !== this.#open.message) {
      this.#message = this.#open.message;
      this.#toldAt = this.#clock.now;
    }
    const current = this.#current;
    if (current === undefined) {
      if (this.#shown?.incident_id !== this.incidentId) this.#shown = undefined;
      return;
    }
    const before = this.#shown;
    const isOther = before?.incident_id !== current.incident_id;
    if (before === undefined || isOther) this.#news = "";
    else if (before !== current) this.#news = newsOf(this.console, before, current, this.#names) ?? this.#news;
    this.#shown = current;
  }

  /** Put the keyboard on Acknowledge, or the reader at the beginning. */
  async #takeFocus(): Promise<void> {
    await this.steps?.updateComplete;
    if (this.steps?.takeFocus() !== true) this.facts?.takeFocus();
  }

  #page(incident: Incident): TemplateResult {
    const message = this.#open.message;
    const all = this.#all.message;
    const now = timeAt(message, this.#clock.now);
    const rehearsals = incident.mode === "live" ? [] : (message?.rehearsals ?? []);
    return html`<article class="page">
      <p class="hidden" aria-live="polite">${this.#news}</p>
      ${this.#wayToReal(now)}
      <div class="top">
        <div class="column">
          <duress-incident-facts
            .incident=${incident}
            .names=${all?.names}
            .now=${now}
            .oldSince=${this.#isOld ? this.#toldAt : undefined}
          ></duress-incident-facts>
          ${isActive(incident) ? html`<duress-gap-notice flush page="incident" alarm></duress-gap-notice>` : nothing}
        </div>
        <duress-incident-steps
          .incident=${incident}
          .now=${now}
          @ended=${() => this.facts?.takeFocus()}
        ></duress-incident-steps>
      </div>
      ${this.#others(message)}
      ${
        rehearsals.length === 0
          ? nothing
          : html`<duress-rehearsal-notice
              .rehearsals=${rehearsals}
              @declared=${this.#declared}
            ></duress-rehearsal-notice>`
      }
      <div class="columns">
        <duress-incident-place
          .incident=${incident}
          .names=${this.#names}
          .told=${all?.incident}
        ></duress-incident-place>
        <div class="column">
          ${
            incident.checklist.length === 0
              ? nothing
              : html`<duress-incident-checklist .incident=${incident}></duress-incident-checklist>`
          }
          <duress-incident-notes .incident=${incident}></duress-incident-notes>
          <duress-incident-deliveries .incident=${incident} .deliveries=${all?.deliveries}></duress-incident-deliveries>
        </div>
      </div>
      <duress-incident-evidence .incident=${incident} .names=${this.#names}></duress-incident-evidence>
      <duress-incident-timeline .timeline=${all?.timeline}></duress-incident-timeline>
    </article>`;
  }

  readonly #declared = (): void => {
    this.#hasDeclared = true;
    this.requestUpdate();
  };

  #wayToReal(now: number): TemplateResult | typeof nothing {
    const real = this.#real;
    if (real === undefined) return nothing;
    const address = addressOf("incident", real.incident_id);
    return html`<a class="real" href=${address} @click=${(event: MouseEvent) => follow(event, address)}>
      <strong>${this.t(this.#shown?.mode === "live" ? "incident.another_waits" : "incident.real_waits")}</strong>
      ${summaryOf(this.console, real, now)}
      <span>${this.t("incident.show")}</span>
    </a>`;
  }

  #others(message: IncidentsMessage | undefined): TemplateResult | typeof nothing {
    const others = message?.incidents.filter((one) => one.incident_id !== this.incidentId).length ?? 0;
    const words = others > 0 ? this.t("incident.others", { n: others }) : this.t("incident.all");
    if (others === 0 && this.alone && !this.console.may("read_history")) return nothing;
    const address = addressOf("incident", "all");
    return html`<nav aria-label=${this.t("incident.title")}>
      <a href=${address} @click=${(event: MouseEvent) => follow(event, address)}>${words}</a>
    </nav>`;
  }

  #unknown(): TemplateResult {
    const address = addressOf("incident", "all");
    return html`<h1>${this.t("incident.title")}</h1>
      <p class="notice">${this.t("incident.unknown")}</p>
      <nav aria-label=${this.t("incident.title")}>
        <a href=${address} @click=${(event: MouseEvent) => follow(event, address)}>${this.t("incident.all")}</a>
      </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-view": IncidentView;
  }
}
