/** The contacts of the whole site or of one floor: a form with one line for each, stored all at once. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { type Contact, type ContactsAnswer, type PackFloor, type PackMessage } from "../../data/pack";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import "../../ui/dialog";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";

const FIELDS = ["name", "phone", "purpose"] as const;
const NOBODY: Contact = { name: "", purpose: "", phone: "" };
const MOST = 12;
const LONGEST = 60;

/** `<duress-pack-contacts .pack>`: a button, and the dialog it opens. */
@customElement("duress-pack-contacts")
export class PackContacts extends ConsoleElement {
  static override styles = [
    shared,
    css`
      fieldset {
        display: grid;
        gap: 8px;
        grid-template-columns: repeat(auto-fit, minmax(min(150px, 100%), 1fr));
        align-items: end;
        margin: 0 0 12px;
        padding: 8px;
        border: 1px solid var(--line);
        border-radius: 8px;
        min-width: 0;
      }
      form {
        display: grid;
        gap: var(--gap);
      }
    `,
  ];

  @property({ attribute: false }) pack!: PackMessage;
  /** Whose are changed: a floor, or `null` for the whole site; undefined while the dialog is closed. */
  @state() private whose: string | null | undefined;
  @state() private rows: readonly Contact[] = [];
  #revision = 0;
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    return html`<button aria-haspopup="dialog" @click=${() => this.#choose(null)}>
        ${this.t("pack.change_contacts")}
      </button>
      <duress-dialog
        .console=${this.console}
        ?open=${this.whose !== undefined}
        heading=${this.t("pack.change_contacts")}
        @closed=${() => (this.whose = undefined)}
      >
        ${this.whose === undefined ? nothing : this.#form(this.whose)}
      </duress-dialog>`;
  }

  #form(whose: string | null): TemplateResult {
    const { busy, error } = this.#doing;
    return html`<form @submit=${this.#save}>
      <label
        >${this.t("pack.contacts_of")}
        <select @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value || null)}>
          <option value="" ?selected=${whose === null}>${this.t("pack.whole_site")}</option>
          ${this.pack.floors.map(
            ({ floor_id: id, name }) =>
              html`<option value=${id} ?selected=${id === whose}>${name || this.t("map.nowhere")}</option>`,
          )}
        </select></label
      >
      <div>${this.rows.map((row, index) => this.#row(row, index))}</div>
      ${error === undefined ? nothing : html`<p class="error" role="alert">${error}</p>`}
      <div class="actions">
        <button type="button" ?disabled=${this.rows.length >= MOST} @click=${this.#add}>
          ${this.t("pack.add_contact")}
        </button>
        <button class="strong" ?disabled=${busy}>${this.t("pack.save")}</button>
      </div>
    </form>`;
  }

  #row(row: Contact, index: number): TemplateResult {
    const title = row.name === "" ? this.t("pack.contact_new") : row.name;
    return html`<fieldset>
      <legend>${title}</legend>
      ${FIELDS.map(
        (field) =>
          html`<label
            >${this.t(`pack.contact_${field}`)}
            <input
              name=${`${field}${index}`}
              autocomplete="off"
              inputmode=${field === "phone" ? "tel" : "text"}
              maxlength=${LONGEST}
              .value=${row[field]}
              @input=${(event: Event) => this.#type(index, { [field]: (event.target as HTMLInputElement).value })}
          /></label>`,
      )}
      <button
        type="button"
        aria-label=${this.t("pack.remove_one", { name: title })}
        @click=${() => this.#remove(index)}
      >
        ${this.t("pack.remove")}
      </button>
    </fieldset>`;
  }

  #choose(whose: string | null): void {
    const from = whose === null ? this.pack : this.pack.floors.find((one: PackFloor) => one.floor_id === whose);
    const rows = from?.contacts ?? [];
    this.whose = whose;
    this.#revision = from?.contacts_revision ?? 0;
    this.#doing.error = undefined;
    this.rows = rows.length === 0 ? [NOBODY] : rows;
  }

  #type(index: number, part: Partial<Contact>): void {
    this.rows = this.rows.map((row, at) => (at === index ? { ...row, ...part } : row));
  }

  #add = (): void => {
    this.rows = [...this.rows, NOBODY];
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>("fieldset:last-of-type input")?.focus(),
    );
  };

  #remove(index: number): void {
    this.rows = this.rows.filter((_row, at) => at !== index);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("form .actions button")?.focus());
  }

  #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const more = { floor_id: this.whose, revision: this.#revision, contacts: this.rows };
    if (await this.#doing.run(() => this.console.ask<ContactsAnswer>("duress/pack/contacts", more)))
      this.whose = undefined;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-pack-contacts": PackContacts;
  }
}
