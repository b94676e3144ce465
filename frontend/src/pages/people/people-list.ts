/** Everybody on the roster: what they carry, whether they are trained; adding, changing and forgetting them. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Person, RosterMessage } from "../../data/roster";
import { matches } from "../../text/search";
import { customElement } from "../../ui/define";
import "../../ui/dialog";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import "./person-form";
import { tableStyles } from "./table-styles";

const styles = css`
  :host {
    display: grid;
    gap: 12px;
  }
  thead th {
    padding: 8px;
  }
`;

/** `<duress-people-list .roster=…>`, for a role that may read names. */
@customElement("duress-people-list")
export class PeopleList extends ConsoleElement {
  static override styles = [shared, tableStyles, styles];

  @property({ attribute: false }) roster!: RosterMessage;
  @state() private typed = "";
  /** Who is changed, `null` for somebody new. */
  @state() private editing: Person | null | undefined;
  @query("input[type=search]") private readonly search!: HTMLInputElement;

  override render(): TemplateResult {
    const people = this.roster.people ?? [];
    const shown = people.filter((one) => matches(this.typed, one.name, one.staff_id, one.room, ...one.devices));
    const may = this.console.may("change_people");
    const heading =
      this.editing === undefined ? "" : this.editing === null ? this.t("people.add_person") : this.editing.name;
    return html`<label
        >${this.t("people.search_people")}
        <input type="search" .value=${this.typed} @input=${() => (this.typed = this.search.value)} />
      </label>
      <div class="actions">
        ${may ? html`<button @click=${() => (this.editing = null)}>${this.t("people.add_person")}</button>` : nothing}
      </div>
      <p role="status">${this.t("people.people_shown", { n: shown.length, of: people.length })}</p>
      ${shown.length === 0 ? nothing : this.#table(shown, may)}
      <duress-dialog ?open=${this.editing !== undefined} heading=${heading} @closed=${this.#close}>
        ${
          this.editing === undefined
            ? nothing
            : html`<duress-person-form .person=${this.editing} @done=${this.#close}></duress-person-form>`
        }
      </duress-dialog>`;
  }

  #table(shown: readonly Person[], may: boolean): TemplateResult {
    const columns = ["name", "staff_id", "room", "carries", "trained"] as const;
    return html`<table role="table">
      <caption class="hidden">
        ${this.t("people.caption_people")}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((one) => html`<th role="columnheader" scope="col">${this.t(`people.column_${one}`)}</th>`)}
          ${may ? html`<td role="cell"></td>` : nothing}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          shown,
          (one) => one.person_id,
          (one) => this.#row(one, may),
        )}
      </tbody>
    </table>`;
  }

  #row(one: Person, may: boolean): TemplateResult {
    const cell = (key: "staff_id" | "room" | "carries" | "trained", content: unknown): TemplateResult =>
      html`<td role="cell" data-label=${this.t(`people.column_${key}`)}><div>${content}</div></td>`;
    const trained =
      one.trained_on === null
        ? html`<em>${this.t("people.untrained")}</em>`
        : this.format.date(Date.parse(`${one.trained_on}T12:00:00`) / 1000);
    return html`<tr role="row">
      <th role="rowheader" scope="row">${one.name}</th>
      ${cell("staff_id", one.staff_id ?? "–")} ${cell("room", one.room ?? "–")}
      ${cell("carries", one.devices.length === 0 ? html`<em>${this.t("people.nothing")}</em>` : this.format.list(one.devices))}
      ${cell("trained", trained)}
      ${
        may
          ? html`<td role="cell">
              <button
                aria-label=${this.t("people.act_on", { act: this.t("people.change"), device: one.name })}
                @click=${() => (this.editing = one)}
              >
                ${this.t("people.change")}
              </button>
            </td>`
          : nothing
      }
    </tr>`;
  }

  readonly #close = (): void => {
    this.editing = undefined;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-people-list": PeopleList;
  }
}
