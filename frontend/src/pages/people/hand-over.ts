/** Handing a pendant to somebody, for good or as a loan: the one form for the desk, for gaps and for one pendant. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { type Pendant, type RosterMessage, secondsOf } from "../../data/roster";
import { type ChoiceElement, type Chosen, type Option } from "../../ui/choice";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { isWatched, spares } from "./rows";
import { say, when } from "./said";

/** What `duress.assign` answers, as far as it is used. */
interface Assigned {
  readonly label: string;
  readonly due: string | null;
}

const styles = css`
  form {
    display: grid;
    gap: 12px;
  }
`;

/** `<duress-hand-over .roster=… .pendant=… .person=… ?loan>`: fires `done` once the pendant is handed out. */
@customElement("duress-hand-over")
export class HandOver extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) roster!: RosterMessage;
  /** The pendant, if it is decided already. */
  @property({ attribute: false }) pendant: Pendant | undefined;
  /** Who gets it, by id, if that is decided already. */
  @property() person: string | undefined;
  /** Whether it is a loan unless somebody says otherwise. */
  @property({ type: Boolean }) loan = false;
  /** Whether only a loan is offered. */
  @property({ type: Boolean }) desk = false;
  @state() private chosen: Chosen = { value: undefined, created: undefined };
  @state() private isLoan = false;
  @state() private spare: string | undefined;
  @state() private unsaid = false;
  @query("duress-choice") private readonly choice!: ChoiceElement | null;
  @query("button[type=submit]") private readonly button!: HTMLButtonElement | null;
  readonly #doing = new Doing(this);

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("loan") || changed.has("desk")) this.isLoan = this.loan || this.desk;
  }

  override render(): TemplateResult {
    const free = spares(this.roster.devices);
    if (this.pendant === undefined && free.length === 0)
      return html`<p class="notice">${this.t("people.no_spare")}</p>`;
    return html`<form @submit=${this.#submit}>
      ${this.#who()} ${this.pendant === undefined ? this.#which(free) : nothing} ${this.#newcomer()} ${this.#how()}
      ${this.#own()} ${this.unsaid ? html`<p class="error" role="alert">${this.t("people.who_first")}</p>` : nothing}
      ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
      <div class="actions">
        <button type="submit" class="strong" ?disabled=${this.#doing.busy}>
          ${this.t(this.isLoan ? "people.lend" : "people.hand_out")}
        </button>
      </div>
    </form>`;
  }

  /** Put the cursor where one begins. */
  override focus(): void {
    (this.choice ?? this.renderRoot.querySelector<HTMLElement>("input, select, button"))?.focus();
  }

  get #personId(): string | undefined {
    return this.person ?? this.chosen.value;
  }

  get #device(): Pendant | undefined {
    if (this.pendant !== undefined) return this.pendant;
    const free = spares(this.roster.devices);
    return free.find((row) => row.subentry_id === this.spare) ?? free[0];
  }

  /** What whoever gets one carries already. */
  get #carried(): readonly Pendant[] {
    const person = this.#personId;
    if (person === undefined) return [];
    return this.roster.devices.filter(
      (row) =>
        row.person_id === person &&
        row.role === "pendant" &&
        isWatched(row) &&
        row.subentry_id !== this.#device?.subentry_id,
    );
  }

  #who(): TemplateResult | typeof nothing {
    if (this.person !== undefined) return nothing;
    if (!this.roster.names)
      return html`<label
        >${this.t("people.staff_number_of")}
        <input
          id="staff"
          required
          autocomplete="off"
          @input=${(event: Event) =>
            (this.chosen = { value: (event.target as HTMLInputElement).value.trim() || undefined, created: undefined })}
        />
      </label>`;
    const options = (this.roster.people ?? []).map((person): Option => {
      const more = [person.staff_id, person.room, ...person.devices].filter((part) => part !== null).join(" · ");
      return { value: person.person_id, label: person.name, ...(more === "" ? {} : { more }) };
    });
    return html`<duress-choice
      label=${this.t("people.who_gets")}
      .options=${options}
      creating=${this.console.may("change_people") ? this.t("people.new_person") : ""}
      @chosen=${this.#choose}
    ></duress-choice>`;
  }

  #which(free: readonly Pendant[]): TemplateResult {
    return html`<label
      >${this.t("people.which_pendant")}
      <select @change=${(event: Event) => (this.spare = (event.target as HTMLSelectElement).value)}>
        ${free.map(
          (row) =>
            html`<option value=${row.subentry_id} ?selected=${row.subentry_id === this.#device?.subentry_id}>
              ${row.label} –
              ${this.t(row.ready === true ? "people.spare_works" : row.ready === null ? "people.spare_silent" : "people.spare_trouble")}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #newcomer(): TemplateResult | typeof nothing {
    if (this.chosen.created === undefined) return nothing;
    return html`<label
      >${this.t("people.staff_number_optional")}
      <input id="new-staff" autocomplete="off" maxlength="200" />
    </label>`;
  }

  #how(): TemplateResult {
    const loan = this.desk
      ? nothing
      : html`<label class="row"
          ><input
            type="checkbox"
            .checked=${this.isLoan}
            @change=${(event: Event) => (this.isLoan = (event.target as HTMLInputElement).checked)}
          />${this.t("people.as_loan")}</label
        >`;
    const due = this.isLoan
      ? html`<label
          >${this.t("people.due")}
          <input id="due" type="datetime-local" aria-describedby="due-help" />
          <span id="due-help" class="quiet">${this.t("people.due_help")}</span>
        </label>`
      : nothing;
    return html`${loan}${due}`;
  }

  #own(): TemplateResult | typeof nothing {
    const carried = this.#carried;
    if (carried.length === 0) return nothing;
    const devices = this.format.list(carried.map((row) => row.label));
    return html`<label class="row"
      ><input
        id="own"
        type="checkbox"
        checked
      />${this.t(this.isLoan ? "people.own_at_home" : "people.own_back", { devices })}</label
    >`;
  }

  #choose(event: CustomEvent<Chosen>): void {
    this.chosen = event.detail;
    this.unsaid = false;
    if (event.detail.value !== undefined) void this.updateComplete.then(() => this.button?.focus());
    else if (event.detail.created !== undefined) void this.updateComplete.then(() => this.#field("new-staff")?.focus());
  }

  #field(id: string): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${id}`);
  }

  #submit(event: Event): void {
    event.preventDefault();
    const device = this.#device;
    const { created } = this.chosen;
    this.unsaid = this.#personId === undefined && created === undefined;
    if (this.unsaid || device === undefined) return;
    const own = this.#field("own")?.checked === true ? this.#carried : [];
    const due = this.#field("due")?.value ?? "";
    const staff = this.#field("new-staff")?.value.trim() ?? "";
    const data = {
      device_id: device.device_id,
      ...(created === undefined ? { person: this.#personId } : { name: created }),
      ...(created !== undefined && staff !== "" ? { staff_id: staff } : {}),
      life: this.isLoan ? "loaned" : "assigned",
      ...(due === "" ? {} : { due: new Date(due).toISOString() }),
      swap: own.length > 0 && !this.isLoan,
    };
    void this.#doing.run(() => this.#do(data, own));
  }

  async #do(data: object, own: readonly Pendant[]): Promise<void> {
    const answer = await this.console.act<Assigned>("assign", data);
    if (this.isLoan && own.length > 0)
      await this.console.act("set_life", {
        device_id: own.flatMap((row) => row.device_id ?? []),
        life: "away",
        reason: this.t("people.reason_at_home"),
      });
    const known = this.roster.people?.find((person) => person.person_id === this.#personId)?.name;
    const holder = this.chosen.created ?? known ?? this.#personId ?? "";
    const values = { device: answer.label, holder };
    if (answer.due === null) say(this, this.t("people.handed_out", values));
    else say(this, this.t("people.lent", { ...values, at: when(this.format, secondsOf(answer.due)) }));
    this.chosen = { value: undefined, created: undefined };
    this.spare = undefined;
    this.choice?.clear();
    this.dispatchEvent(new CustomEvent("done"));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-hand-over": HandOver;
  }
}
