/** What must be seen at once of an alarm: what, where, who, since when, how it stands. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { type Incident, isActive, isUnanswered } from "../../data/incidents";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { floorOf, hasMoved, lastedOf, named, STALE, standingOf, suretyOf, whereOf, whoPressed } from "./words";

const styles = css`
  .card {
    gap: 6px;
    border-inline-start: 8px solid var(--calm);
  }
  .card.urgent {
    border-color: var(--alarm);
    border-width: 2px 2px 2px 8px;
  }
  .band {
    padding: 6px 12px;
    background: var(--warn);
    color: var(--on-strong);
    font-weight: 700;
    letter-spacing: 0.02em;
    border: 2px dashed var(--on-strong);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 12px;
  }
  h1:focus {
    outline: none;
  }
  .where {
    font-size: 2rem;
    line-height: 1.15;
    font-weight: 700;
    overflow-wrap: anywhere;
  }
  .who {
    font-size: 1.4rem;
    line-height: 1.25;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .since {
    font-variant-numeric: tabular-nums;
  }
  .since strong {
    font-size: 1.4rem;
  }
  .standing {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    min-height: 3em;
  }
  .stale {
    color: var(--warn-ink);
    font-weight: 600;
  }
  dl,
  dd {
    margin: 0;
  }
  dl {
    display: grid;
    gap: 6px;
  }
`;

const HALF_A_DAY = 12 * 3600;

/** Names by press: undefined while they are looked for, null if the role may not know them. */
export type Names = Readonly<Record<string, string>> | null | undefined;

/** `<duress-incident-facts>`: sized so that all of it is on a small phone without scrolling. */
@customElement("duress-incident-facts")
export class IncidentFacts extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) incident!: Incident;
  @property({ attribute: false }) names: Names;
  @property({ attribute: false }) now = 0;
  /** Since when nothing new was heard, if what is shown may be old. */
  @property({ attribute: false }) oldSince: number | undefined;

  override render(): TemplateResult {
    const { incident, now, console } = this;
    const isUrgent = incident.mode === "live" && isUnanswered(incident);
    const isToday = now - incident.raised_at < HALF_A_DAY;
    const at = isToday ? this.format.seconds(incident.raised_at) : this.format.dateTime(incident.raised_at);
    return html`<section class="card ${isUrgent ? "urgent" : ""}" aria-labelledby="title">
      ${this.#band()}
      <div class="head">
        <h1 id="title" tabindex="-1">${named(console, `incident.kind_${incident.kind}`)}</h1>
        <span class="chip ${isUrgent ? "alarm" : ""}">${this.t(`incident.state_${incident.state}`)}</span>
        <span class="quiet">${this.t("incident.number", { number: String(incident.number) })}</span>
        ${
          this.oldSince === undefined
            ? nothing
            : html`<span
                class="chip warn"
                title=${this.t("incident.old_long", { at: this.format.seconds(this.oldSince) })}
                >${this.t("incident.old", { at: this.format.seconds(this.oldSince) })}</span
              >`
        }
      </div>
      <dl>
        <div>
          <dt class="hidden">${this.t("incident.where")}</dt>
          <dd class="where">${whereOf(console, incident.place)}</dd>
          <dd>${[floorOf(console, incident.place), suretyOf(console, incident.place)].filter(Boolean).join(" · ")}</dd>
        </div>
        <div>
          <dt class="hidden">${this.t("incident.who")}</dt>
          ${this.#who()}
        </div>
        <div>
          <dt class="hidden">${this.t("incident.since")}</dt>
          <dd class="since">
            <strong>${this.format.clock(lastedOf(incident, now))}</strong>
            ${this.t("incident.since_at", { at })}
          </dd>
        </div>
      </dl>
      <p class="standing">${standingOf(console, incident, now)}</p>
      ${this.#age()} ${this.#doubts()}
    </section>`;
  }

  /** Put the reader at the beginning. */
  takeFocus(): void {
    this.renderRoot.querySelector<HTMLElement>("h1")?.focus();
  }

  #band(): TemplateResult | typeof nothing {
    const { mode } = this.incident;
    if (mode !== "live") return html`<p class="band">${this.t(`incident.band_${mode}`)}</p>`;
    return this.console.site.demo ? html`<p class="band">${this.t("incident.band_demo")}</p>` : nothing;
  }

  #who(): TemplateResult {
    const { incident, names } = this;
    const all = whoPressed(incident.latest, names ?? null);
    const shown = this.format.list(all.slice(0, 2));
    const more = all.length - 2;
    const who = more > 0 ? this.t("incident.more_people", { names: all.slice(0, 2).join(", "), n: more }) : shown;
    const labels = [...new Set(incident.latest.map((press) => press.transmitter))].slice(0, 3).join(", ");
    const isKnown = incident.latest.some((press) => names?.[press.press_id] !== undefined);
    // The line is there from the beginning: a name that comes later must move nothing.
    let below = labels;
    if (!isKnown && this.console.may("read_names"))
      below = this.t(names === undefined ? "incident.waiting_name" : "incident.no_name");
    else if (!isKnown) below = "";
    return html`<dd class="who">${who}</dd>
      ${below === "" ? nothing : html`<dd class="quiet">${below}</dd>`}`;
  }

  #age(): TemplateResult | typeof nothing {
    const { incident, now } = this;
    if (!isActive(incident)) return nothing;
    const isStale = now - incident.located_at > STALE;
    const age = { age: this.format.ago(Math.min(incident.located_at, now), now) };
    const first = incident.original_place.room ?? incident.original_place.floor ?? this.t("incident.somewhere");
    return html`<p class=${isStale ? "stale" : "quiet"}>
      ${this.t(isStale ? "incident.place_stale" : "incident.place_age", age)}
      ${hasMoved(incident) ? this.t("incident.moved", { room: first }) : nothing}
    </p>`;
  }

  #doubts(): TemplateResult | typeof nothing {
    const doubts = this.incident.doubts.map((doubt) => named(this.console, `incident.doubt_${doubt}`));
    return doubts.length === 0
      ? nothing
      : html`<p class="stale">${this.t("incident.doubts", { doubts: this.format.list(doubts) })}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-facts": IncidentFacts;
  }
}
