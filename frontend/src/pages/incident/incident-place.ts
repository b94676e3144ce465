/** Why an alarm is placed where it is, where else it may be, every press, and who takes care. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Incident, Press } from "../../data/incidents";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import type { Names } from "./incident-facts";
import { hasMoved, named, respondersOf, whoPressed } from "./words";

const styles = css`
  :host {
    display: grid;
    gap: var(--gap);
  }
  ul {
    margin: 0;
    padding-inline-start: 20px;
  }
`;

/** `<duress-incident-place>`: the reasons and the people. */
@customElement("duress-incident-place")
export class IncidentPlace extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) incident!: Incident;
  @property({ attribute: false }) names: Names;
  /** The same incident in the reader's language, once the ledger has answered. */
  @property({ attribute: false }) told: Incident | null | undefined;

  override render(): TemplateResult {
    return html`${this.#people()} ${this.#why()} ${this.#presses()}`;
  }

  #why(): TemplateResult {
    const { incident } = this;
    const same = this.told?.located_at === incident.located_at && this.told.presses === incident.presses;
    const said = same && this.told ? this.told : incident;
    const others = incident.place.others;
    return html`<section class="card" aria-labelledby="why">
      <h2 id="why">${this.t("incident.why")}</h2>
      <p>${said.place.why}</p>
      ${hasMoved(incident) ? html`<p>${this.t("incident.first_place", { why: said.original_place.why })}</p>` : nothing}
      ${
        others.length === 0
          ? nothing
          : html`<h3>${this.t("incident.runners_up")}</h3>
              <ul>
                ${others.map((one) => {
                  const share = this.format.percent(one.probability);
                  return html`<li>${this.t("incident.share_of", { room: one.room, share })}</li>`;
                })}
              </ul>`
      }
    </section>`;
  }

  #presses(): TemplateResult {
    const { incident } = this;
    const earlier = incident.presses - incident.latest.length;
    return html`<section class="card" aria-labelledby="presses">
      <h2 id="presses">${this.t("incident.presses")}</h2>
      <ul class="plain">
        ${[...incident.latest].reverse().map((press) => html`<li>${this.#press(press)}</li>`)}
        ${earlier > 0 ? html`<li class="quiet">${this.t("incident.presses_more", { n: earlier })}</li>` : nothing}
      </ul>
    </section>`;
  }

  #press(press: Press): string {
    const [who = press.transmitter] = whoPressed([press], this.names ?? null);
    const place = press.room ?? press.floor ?? this.t("incident.somewhere");
    const where = press.word === "near" && press.room !== null ? this.t("incident.near", { room: place }) : place;
    const row = this.t("incident.press_row", { at: this.format.seconds(press.at), who, where });
    const doubts = press.doubts.map((doubt) => named(this.console, `incident.doubt_${doubt}`));
    return doubts.length === 0 ? row : `${row} (${doubts.join(", ")})`;
  }

  #people(): TemplateResult {
    const people = respondersOf(this.console, this.incident);
    return html`<section class="card" aria-labelledby="people">
      <h2 id="people">${this.t("incident.people")}</h2>
      ${people.length === 0 ? html`<p class="quiet">${this.t("incident.people_none")}</p>` : nothing}
      <ul class="plain">
        ${people.map(
          (one) =>
            html`<li>
              <strong>${one.name}</strong>: ${this.t(`incident.doing_${one.doing}`)}
              <span class="quiet">(${this.format.seconds(one.at)})</span>
            </li>`,
        )}
      </ul>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-place": IncidentPlace;
  }
}
