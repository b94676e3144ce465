/** The roster as a table: searched, filtered, sorted, and marked for acts on several at once. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import type { Pendant, RosterMessage } from "../../data/roster";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import "./bulk-acts";
import { pendantRow, type RowContext } from "./pendant-row";
import { type Column, counts, type FilterName, keepSame, type Order, shownRows } from "./rows";
import { tableStyles } from "./table-styles";

const COLUMNS: readonly Column[] = ["label", "holder", "room", "state", "life", "tested"];

const styles = css`
  :host {
    display: grid;
    gap: 12px;
    min-width: 0;
  }
  .search {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 8px;
    align-items: end;
  }
  .filters button {
    padding: 4px 12px;
    border-radius: 999px;
    font-weight: 400;
  }
  .filters button[aria-pressed="true"] {
    background: var(--calm);
    border-color: var(--calm);
    color: var(--on-strong);
    font-weight: 600;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 24px;
    align-items: center;
    justify-content: space-between;
  }
  @media not (pointer: fine) {
    kbd {
      display: none;
    }
  }
  table {
    /* Widths that do not depend on the rows: an update lays out what changed, and no column jumps. */
    table-layout: fixed;
  }
  .pick {
    width: 60px;
  }
  .label,
  .state {
    width: 21%;
  }
  .tested {
    width: 13%;
  }
  td,
  th {
    overflow-wrap: anywhere;
  }
  kbd {
    padding: 0 6px;
    border: 1px solid var(--edge);
    border-radius: 4px;
    font: inherit;
  }
`;

/** `<duress-pendant-list .roster=…>`. */
@customElement("duress-pendant-list")
export class PendantList extends ConsoleElement {
  static override styles = [shared, tableStyles, styles];

  @property({ attribute: false }) roster!: RosterMessage;
  @property() filter: FilterName = "all";
  @state() private typed = "";
  @state() private order: Order = { column: "label", down: false };
  @state() private chosen: ReadonlySet<string> = new Set();
  @query("input[type=search]") private readonly search!: HTMLInputElement;
  #rows: readonly Pendant[] = [];
  readonly #slash = (event: KeyboardEvent): void => this.#focusSearch(event);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.#slash);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.#slash);
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has("roster")) return;
    this.#rows = keepSame(this.#rows, this.roster.devices);
    const there = new Set(this.#rows.map((row) => row.subentry_id));
    if ([...this.chosen].some((key) => !there.has(key)))
      this.chosen = new Set([...this.chosen].filter((key) => there.has(key)));
  }

  override render(): TemplateResult {
    const shown = shownRows(this.#rows, this.filter, this.typed, this.order);
    return html`${this.#searching()}
      <div class="actions filters" role="group" aria-label=${this.t("people.filters")}>
        ${counts(this.#rows, this.filter).map(
          ([name, count]) =>
            html`<button aria-pressed=${name === this.filter} @click=${() => (this.filter = name)}>
              ${this.t(`people.filter_${name}`)} <strong>${this.format.number(count)}</strong>
            </button>`,
        )}
      </div>
      ${this.#summary(shown)} ${shown.length === 0 ? nothing : this.#table(shown)} ${this.#acts()}`;
  }

  get #maySelect(): boolean {
    return this.console.may("change_lives") || this.console.may("maintain") || this.console.may("run_tests");
  }

  #searching(): TemplateResult {
    return html`<div class="search">
      <label
        ><span
          >${this.t(this.roster.names ? "people.search" : "people.search_no_names")}
          <kbd aria-hidden="true">/</kbd></span
        >
        <input
          type="search"
          aria-keyshortcuts="/"
          .value=${this.typed}
          @input=${() => (this.typed = this.search.value)}
          @keydown=${this.#fromSearch}
        />
      </label>
      <label class="narrow"
        >${this.t("people.sort")}
        <select @change=${(event: Event) => this.#sort((event.target as HTMLSelectElement).value as Column, false)}>
          ${this.#columns.map(
            (column) =>
              html`<option value=${column} ?selected=${column === this.order.column}>
                ${this.t(`people.column_${column}`)}
              </option>`,
          )}
        </select>
      </label>
    </div>`;
  }

  get #columns(): readonly Column[] {
    return COLUMNS.filter((column) => column !== "holder" || this.roster.names);
  }

  #summary(shown: readonly Pendant[]): TemplateResult {
    const all = shown.length > 0 && shown.every((row) => this.chosen.has(row.subentry_id));
    const text =
      this.#rows.length === 0
        ? this.t("people.none")
        : this.t("people.shown", { n: shown.length, of: this.#rows.length });
    return html`<div class="line">
      <p class="count" role="status" tabindex="-1">${text}</p>
      ${
        this.#maySelect && shown.length > 0
          ? html`<label class="row"
              ><input
                type="checkbox"
                .checked=${all}
                .indeterminate=${!all && this.chosen.size > 0}
                @change=${() => this.#chooseAll(shown, !all)}
              />
              ${this.t("people.select_all", { n: shown.length })}</label
            >`
          : nothing
      }
    </div>`;
  }

  #table(shown: readonly Pendant[]): TemplateResult {
    const select = this.#maySelect ? this.#choose : undefined;
    const context: RowContext = { console: this.console, names: this.roster.names, select };
    return html`<table role="table">
      <caption class="hidden">
        ${this.t("people.caption")}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${select === undefined ? nothing : html`<td role="cell" class="pick"></td>`}
          ${this.#columns.map((column) => this.#heading(column))}
        </tr>
      </thead>
      <tbody role="rowgroup" @keydown=${this.#arrow}>
        ${repeat(
          shown,
          (row) => row.subentry_id,
          (row) => {
            const chosen = this.chosen.has(row.subentry_id);
            return guard([row, chosen, this.console, select === undefined], () => pendantRow(context, row, chosen));
          },
        )}
      </tbody>
    </table>`;
  }

  #heading(column: Column): TemplateResult {
    const sorted = this.order.column === column;
    const arrow = !sorted ? "" : this.order.down ? "▼" : "▲";
    return html`<th
      class=${column}
      role="columnheader"
      scope="col"
      aria-sort=${sorted ? (this.order.down ? "descending" : "ascending") : "none"}
    >
      <button @click=${() => this.#sort(column, sorted && !this.order.down)}>
        ${this.t(`people.column_${column}`)} <span aria-hidden="true">${arrow}</span>
      </button>
    </th>`;
  }

  #acts(): TemplateResult | typeof nothing {
    if (this.chosen.size === 0) return nothing;
    const rows = this.#rows.filter((row) => this.chosen.has(row.subentry_id));
    return html`<duress-bulk-acts
      .roster=${this.roster}
      .rows=${rows}
      @done=${() => this.#unmark()}
    ></duress-bulk-acts>`;
  }

  #sort(column: Column, down: boolean): void {
    this.order = { column, down };
  }

  readonly #choose = (row: Pendant, chosen: boolean): void => {
    const now = new Set(this.chosen);
    if (chosen) now.add(row.subentry_id);
    else now.delete(row.subentry_id);
    this.chosen = now;
  };

  /** Mark nothing any more; the bar that had the focus goes away with it. */
  #unmark(): void {
    this.chosen = new Set();
    this.renderRoot.querySelector<HTMLElement>(".count")?.focus();
  }

  #chooseAll(shown: readonly Pendant[], all: boolean): void {
    this.chosen = new Set(all ? shown.map((row) => row.subentry_id) : []);
  }

  #focusSearch(event: KeyboardEvent): void {
    const at = event.composedPath()[0];
    const types = at instanceof HTMLElement && (at.matches("input, select, textarea") || at.isContentEditable);
    if (event.key !== "/" || types || event.ctrlKey || event.metaKey || event.altKey) return;
    // A dialog is in front, or another page is shown.
    if (this.closest("[inert], [hidden]") !== null || !this.checkVisibility()) return;
    event.preventDefault();
    this.search.focus();
    this.search.select();
  }

  #fromSearch(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.typed !== "") {
      event.preventDefault();
      this.typed = "";
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      this.renderRoot.querySelector<HTMLElement>("tbody .row-link")?.focus();
    } else if (event.key === "Enter") {
      // The key must not go on to what has the focus once the pendant is shown.
      event.preventDefault();
      const links = this.renderRoot.querySelectorAll<HTMLElement>("tbody .row-link");
      if (links.length === 1) links[0]?.click();
    }
  }

  /** Up and down go to the same control of the row above or below, as in a spreadsheet; Tab goes on as ever. */
  #arrow(event: KeyboardEvent): void {
    const down = event.key === "ArrowDown";
    const from = event.target as HTMLElement;
    if ((!down && event.key !== "ArrowUp") || event.altKey) return;
    event.preventDefault();
    const kind = from.matches("input") ? "input" : ".row-link";
    const here = from.closest("tr");
    const row = down ? here?.nextElementSibling : here?.previousElementSibling;
    if (row) row.querySelector<HTMLElement>(kind)?.focus();
    else if (!down) this.search.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-pendant-list": PendantList;
  }
}
