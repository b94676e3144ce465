/** The open alarms on a card: all of each, or a discreet mark until somebody opens it. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import {
  byUrgency,
  followIncidents,
  type Incident,
  type IncidentsMessage,
  isUnanswered,
  timeAt,
} from "../data/incidents";
import { floorOf, named, whereOf, whoPressed } from "../pages/incident/words";
import { customElement } from "../ui/define";
import { Doing } from "../ui/doing";
import { ConsoleElement } from "../ui/element";
import { follow } from "../ui/link";
import { whenTold } from "../ui/standing";
import { shared } from "../ui/styles";
import { Ticking } from "../ui/ticking";
import { mark, markStyles } from "./mark";

const rowStyles = css`
  article {
    display: grid;
    gap: 4px;
    padding: 12px;
    border: 1px solid var(--edge);
    border-inline-start: 8px solid var(--calm);
    border-radius: 8px;
  }
  article.urgent {
    border-inline-start-color: var(--alarm);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .where {
    font-size: 1.5em;
    font-weight: 600;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }
  .actions {
    margin-top: 8px;
  }
  .since {
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
  }
`;

/** `<duress-open-alarm>`: who, which kind, where, since when, how it stands, and the one next step. */
@customElement("duress-open-alarm")
export class OpenAlarm extends ConsoleElement {
  static override styles = [shared, rowStyles];

  @property({ attribute: false }) incident!: Incident;
  /** Seconds since 1970 at the school. */
  @property({ attribute: false }) now = 0;
  @query("a") private readonly link!: HTMLAnchorElement | null;
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    const { incident, console } = this;
    const isUrgent = incident.mode === "live" && isUnanswered(incident);
    const mode = named(console, `incident.mode_${incident.mode}`);
    const state = console.texts.find(`incident.state_${incident.state}`) ?? incident.state;
    return html`<article class=${isUrgent ? "urgent" : ""}>
      <div class="head">
        ${incident.mode === "live" ? nothing : html`<span class="chip warn">${mode}</span>`}
        <span class="chip ${incident.mode === "live" ? "alarm" : ""}"
          >${named(console, `incident.kind_${incident.kind}`)}</span
        >
        <span class="since"
          >${this.t("cards.since", { at: this.format.time(incident.raised_at), long: this.#long })}</span
        >
      </div>
      <p class="where">${whereOf(console, incident.place)}</p>
      <p>${floorOf(console, incident.place)}</p>
      <p>${this.format.list(whoPressed(incident.latest, null))} · <strong>${state}</strong></p>
      ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
      <div class="actions">${isUnanswered(incident) ? this.#acknowledge() : nothing} ${this.#open()}</div>
    </article>`;
  }

  get #long(): string {
    return this.format.clock(Math.max(0, this.now - this.incident.raised_at));
  }

  #acknowledge(): TemplateResult | typeof nothing {
    if (!this.console.may("handle_incidents")) return nothing;
    return html`<button class="alarm" ?disabled=${this.#doing.busy} @click=${this.#take}>
      ${this.t("incident.act_acknowledge")}
    </button>`;
  }

  #open(): TemplateResult {
    const { incident, console } = this;
    const address = `/duress/incident/${encodeURIComponent(incident.incident_id)}?site=${encodeURIComponent(console.site.site)}`;
    return html`<a class="button" href=${address} @click=${(event: MouseEvent) => follow(event, address)}
      >${this.t("cards.open_page")}</a
    >`;
  }

  async #take(): Promise<void> {
    const { incident_id } = this.incident;
    // The button goes away when it has worked; whoever works with keys goes on from the link beside it.
    if (await this.#doing.run(() => this.console.act("acknowledge", { incident_id }))) this.link?.focus();
  }
}

/** `<duress-open-alarms discreet>`: what the incident card shows inside. */
@customElement("duress-open-alarms")
export class OpenAlarms extends ConsoleElement {
  static override styles = [shared, markStyles];

  /** Whether only a mark is shown, without kind and place, until somebody opens it. */
  @property({ type: Boolean }) discreet = false;
  @state() private isOpened = false;

  readonly #feed = followIncidents(this, () => this.#told());
  readonly #clock = new Ticking(this);

  override render(): TemplateResult {
    return whenTold(this.console, this.#feed, (message) => {
      const open = byUrgency(message.incidents);
      return this.discreet ? this.#discreet(message, open) : this.#all(message, open);
    });
  }

  #all(message: IncidentsMessage, open: readonly Incident[]): TemplateResult {
    const now = timeAt(message, this.#clock.now);
    const live = open.filter((one) => one.mode === "live").length;
    return html`<p class=${open.length === 0 ? "" : "hidden"} role="status">
        ${open.length === 0 ? this.t("incident.none") : this.t("cards.open_count", { n: live })}
      </p>
      <ul class="plain">
        ${open.map((one) => html`<li><duress-open-alarm .incident=${one} .now=${now}></duress-open-alarm></li>`)}
      </ul>`;
  }

  #discreet(message: IncidentsMessage, open: readonly Incident[]): TemplateResult {
    return html`${mark(this.console.texts, open.length, this.isOpened, () => (this.isOpened = !this.isOpened))}
    ${this.isOpened && open.length > 0 ? this.#all(message, open) : nothing}`;
  }

  #told(): void {
    // What comes next is discreet again.
    if (this.#feed.message?.incidents.length === 0) this.isOpened = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-open-alarm": OpenAlarm;
    "duress-open-alarms": OpenAlarms;
  }
}
