/** Adding or changing somebody on the roster, and removing them for good. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Person } from "../../data/roster";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { say } from "./said";

const styles = css`
  :host,
  form {
    display: grid;
    gap: 12px;
  }
`;

/** `<duress-person-form .person=…>`, `null` for somebody new; fires `done`. */
@customElement("duress-person-form")
export class PersonForm extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) person: Person | null = null;
  @state() private forgetting = false;
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    const { person } = this;
    const areas = Object.values(this.console.home.areas).sort((a, b) => a.name.localeCompare(b.name));
    return html`<form @submit=${this.#save}>
        <label
          >${this.t("people.column_name")} <input name="name" required maxlength="200" .value=${person?.name ?? ""}
        /></label>
        <label
          >${this.t("people.column_staff_id")} <input name="staff_id" maxlength="200" .value=${person?.staff_id ?? ""}
        /></label>
        <label
          >${this.t("people.usual_room")}
          <select name="room">
            <option value="">–</option>
            ${areas.map((area) => html`<option value=${area.area_id} ?selected=${area.name === person?.room}>${area.name}</option>`)}
          </select>
        </label>
        <label
          >${this.t("people.column_trained")}
          <input name="trained_on" type="date" .value=${person?.trained_on ?? ""} />
        </label>
        ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
        <div class="actions">
          <button class="strong" ?disabled=${this.#doing.busy}>${this.t("people.save")}</button>
          ${
            person !== null && this.console.may("forget_people")
              ? html`<button
                  type="button"
                  aria-expanded=${this.forgetting}
                  @click=${() => (this.forgetting = !this.forgetting)}
                >
                  ${this.t("people.forget")}
                </button>`
              : nothing
          }
        </div>
      </form>
      ${this.forgetting ? this.#forgetting() : nothing}`;
  }

  #forgetting(): TemplateResult {
    return html`<form class="card" @submit=${this.#forget}>
      <p class="notice">${this.t("people.forget_means")}</p>
      <label
        >${this.t("people.reason")}
        <input name="reason" required maxlength="200" autocomplete="off" aria-describedby="help" />
        <span id="help" class="quiet">${this.t("people.reason_help")}</span></label
      >
      <div class="actions">
        <button class="alarm" ?disabled=${this.#doing.busy}>${this.t("people.forget_now")}</button>
      </div>
    </form>`;
  }

  #save(event: Event): void {
    event.preventDefault();
    const typed = fields(event);
    const { person } = this;
    const data = {
      site: this.console.site.site,
      name: typed("name"),
      ...(person === null ? {} : { person: person.person_id }),
      ...(typed("staff_id") === "" && person === null ? {} : { staff_id: typed("staff_id") }),
      ...(typed("room") === "" ? {} : { room: typed("room") }),
      ...(typed("trained_on") === "" ? {} : { trained_on: typed("trained_on") }),
    };
    const action = person === null ? "add_person" : "change_person";
    void this.#done(action, data, this.t("people.person_saved", { name: typed("name") }));
  }

  #forget(event: Event): void {
    event.preventDefault();
    const data = { site: this.console.site.site, person: this.person?.person_id, reason: fields(event)("reason") };
    void this.#done("forget_person", data, this.t("people.person_forgotten"));
  }

  async #done(action: string, data: object, said: string): Promise<void> {
    if (!(await this.#doing.run(() => this.console.act(action, data)))) return;
    say(this, said);
    this.dispatchEvent(new CustomEvent("done"));
  }
}

/** Reads the fields of the form that was sent. */
function fields(event: Event): (name: string) => string {
  const typed = new FormData(event.currentTarget as HTMLFormElement);
  return (name) => {
    const value = typed.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-person-form": PersonForm;
  }
}
