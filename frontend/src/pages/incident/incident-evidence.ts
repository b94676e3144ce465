/** Where a press really was, said by somebody who knows afterwards: the best evidence for where presses come from. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { type Incident, isActive, type Press } from "../../data/incidents";
import "../../ui/choice";
import type { Chosen, Option } from "../../ui/choice";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import type { Names } from "./incident-facts";
import { whoPressed } from "./words";

interface Noted {
  readonly press_id: string;
  readonly room: string;
}

/** `<duress-incident-evidence>`: nothing as long as nobody takes care, and for a role that does not say so. */
@customElement("duress-incident-evidence")
export class IncidentEvidence extends ConsoleElement {
  static override styles = [
    shared,
    css`
      .form {
        display: grid;
        gap: var(--gap);
        margin-top: var(--gap);
      }
      summary {
        min-height: var(--touch);
        align-content: center;
        cursor: pointer;
      }
      summary h2 {
        display: inline;
      }
    `,
  ];

  @property({ attribute: false }) incident!: Incident;
  @property({ attribute: false }) names: Names;
  @state() private press: string | undefined;
  @state() private room: string | undefined;
  @state() private noted: Noted | undefined;

  readonly #doing = new Doing(this);
  #of = "";

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("incident") || this.#of === this.incident.incident_id) return;
    this.#of = this.incident.incident_id;
    this.press = this.room = this.noted = undefined;
  }

  override render(): TemplateResult | typeof nothing {
    const { incident } = this;
    if (incident.state === "raised" || !this.console.may("add_evidence") || incident.latest.length === 0)
      return nothing;
    // Whoever still helps has nothing to fill in.
    return html`<details class="card" ?open=${!isActive(incident)}>
      <summary><h2>${this.t("incident.really")}</h2></summary>
      <p class="quiet">${this.t("incident.really_long")}</p>
      <div class="form">
        ${incident.latest.length > 1 ? this.#presses() : nothing} ${this.#rooms()}
        ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
        <div role="status">
          ${this.noted === undefined ? nothing : html`<p>${this.t("incident.really_noted", { room: this.noted.room })}</p>`}
        </div>
      </div>
    </details>`;
  }

  /** The press that is meant: the chosen one, else the first that is known. */
  get #press(): Press | undefined {
    const { latest } = this.incident;
    return latest.find((one) => one.press_id === this.press) ?? latest[0];
  }

  #presses(): TemplateResult {
    return html`<label
      >${this.t("incident.really_press")}
      <select @change=${(event: Event) => this.#choosePress((event.target as HTMLSelectElement).value)}>
        ${this.incident.latest.map((press) => {
          const [who = press.transmitter] = whoPressed([press], this.names ?? null);
          const where = press.room ?? press.floor ?? this.t("incident.somewhere");
          const row = this.t("incident.press_row", { at: this.format.seconds(press.at), who, where });
          return html`<option value=${press.press_id} ?selected=${press === this.#press}>${row}</option>`;
        })}
      </select></label
    >`;
  }

  #choosePress(press: string): void {
    this.press = press;
    this.room = undefined;
    this.noted = undefined;
  }

  #rooms(): TemplateResult {
    const room = this.room ?? this.#press?.room_id ?? undefined;
    return html`<duress-choice
        label=${this.t("incident.really_room")}
        .options=${this.#options()}
        .value=${room}
        @chosen=${(event: CustomEvent<Chosen>) => {
          this.room = event.detail.value;
          this.noted = undefined;
        }}
      ></duress-choice>
      <div class="actions">
        <button
          class="strong"
          aria-disabled=${this.#doing.busy}
          ?disabled=${room === undefined}
          @click=${() => this.#note(room)}
        >
          ${this.t("incident.really_note")}
        </button>
      </div>`;
  }

  /** Every room, with its floor. */
  #options(): readonly Option[] {
    const { areas, floors } = this.console.home;
    const found = Object.values(areas).map(({ area_id, name, floor_id }) => {
      const floor = floor_id === null ? undefined : floors[floor_id]?.name;
      return { value: area_id, label: name, ...(floor === undefined ? {} : { more: floor }) };
    });
    const { compare } = new Intl.Collator(this.console.home.language, { numeric: true });
    return found.sort((one, other) => compare(one.label, other.label));
  }

  async #note(room: string | undefined): Promise<void> {
    const press = this.#press;
    if (room === undefined || press === undefined) return;
    const { incident_id } = this.incident;
    const data = { site: this.console.site.site, incident_id, press_id: press.press_id, room };
    await this.#doing.run(async () => (this.noted = await this.console.act<Noted>("add_evidence", data)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-evidence": IncidentEvidence;
  }
}
