/** The strip that every page shows while something is open: "1 open alarm: Duress, Room 204, 0:40, not acknowledged". */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { byUrgency, followIncidents, type Incident, isUnanswered, timeAt } from "../../data/incidents";
import { addressOf } from "../../data/navigate";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { follow } from "../../ui/link";
import { shared } from "../../ui/styles";
import { Ticking } from "../../ui/ticking";
import { summaryOf } from "./words";

const styles = css`
  :host {
    display: block;
  }
  a {
    display: block;
    box-sizing: border-box;
    min-height: 44px;
    padding: 11px 12px;
    background: var(--calm);
    color: var(--on-strong);
    text-decoration: none;
    font-weight: 500;
  }
  a.alarm {
    background: var(--alarm);
  }
  a:focus-visible {
    outline-color: var(--on-strong);
    outline-offset: -6px;
  }
  .summary {
    font-variant-numeric: tabular-nums;
  }
  .show {
    text-decoration: underline;
  }
`;

/** `<duress-incident-strip page="map">`: nothing while no alarm is open, and on the page that shows alarms anyway. */
@customElement("duress-incident-strip")
export class IncidentStrip extends ConsoleElement {
  static override styles = [shared, styles];

  /** The page around it. */
  @property() page = "";
  @state() private announced = "";
  @query("a") private readonly link!: HTMLAnchorElement | null;

  readonly #clock = new Ticking(this);
  readonly #feed = followIncidents(this);
  readonly #known = new Set<string>();
  #isTold = false;

  override render(): TemplateResult {
    return html`<div class="hidden" role="alert">${this.announced}</div>
      ${this.page === "incident" ? nothing : this.#strip(this.#open)}`;
  }

  override updated(): void {
    const open = this.#open;
    const [fresh] = open.filter((one) => !this.#known.has(one.incident_id));
    for (const one of open) this.#known.add(one.incident_id);
    const isOpening = !this.#isTold;
    this.#isTold = this.#feed.message !== undefined;
    // The page of alarms reads what is open when it opens; what comes later may be another alarm than it shows.
    if (fresh === undefined || (this.page === "incident" && isOpening)) return;
    this.announced = summaryOf(this.console, fresh, timeAt(this.#feed.message, this.#clock.now));
    // Whoever does nothing yet needs one key only; nobody is torn away from what they do.
    if (document.activeElement === document.body) this.link?.focus();
  }

  get #open(): Incident[] {
    return byUrgency(this.#feed.message?.incidents ?? []);
  }

  #strip(open: readonly Incident[]): TemplateResult | typeof nothing {
    const [first] = open;
    if (first === undefined) return nothing;
    const address = open.length === 1 ? addressOf("incident", first.incident_id) : addressOf("incident");
    const now = timeAt(this.#feed.message, this.#clock.now);
    const isUrgent = open.some((one) => one.mode === "live" && isUnanswered(one));
    return html`<a
      class=${isUrgent ? "alarm" : ""}
      href=${address}
      @click=${(event: MouseEvent) => follow(event, address)}
    >
      <strong>${this.t("incident.strip", { n: open.length })}</strong>
      <span class="summary">${summaryOf(this.console, first, now)}</span>
      <span class="show">${this.t("incident.show")}</span>
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-strip": IncidentStrip;
  }
}
