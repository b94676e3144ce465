/** Batteries that are low or due, noting new ones, and what to buy. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { type Battery, noonOf, shoppingList, type UpkeepMessage } from "../../data/upkeep";
import { copy } from "../../ui/copy";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";

const WEEKS = [4, 8, 13, 26, 52] as const;
const USUAL = 8;
const UNDATED = 0;
const WEEK = 7 * 86_400;

/** `<duress-batteries .upkeep>`: fires `print` when it alone is to be printed. */
@customElement("duress-batteries")
export class BatteriesElement extends ConsoleElement {
  static override styles = [
    shared,
    css`
      label.weeks {
        max-width: 280px;
      }
      td:first-child {
        width: var(--touch);
      }
      tbody th {
        font-weight: 600;
      }
      tbody th .quiet {
        font-weight: 400;
      }
      ul {
        margin: 0;
      }
      .note {
        align-items: end;
      }
      [role="status"]:empty {
        margin-block-start: -12px;
      }
    `,
  ];

  @property({ attribute: false }) upkeep!: UpkeepMessage;
  @state() private weeks: number = USUAL;
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private said = "";
  @query('input[type="date"]') private readonly day!: HTMLInputElement;
  readonly #noting = new Doing(this);

  override render(): TemplateResult {
    const { batteries, batteries_in_all: all } = this.upkeep;
    const until = Date.now() / 1000 + this.weeks * WEEK;
    const undated = batteries.filter(({ low, due }) => !low && due === null);
    const rows =
      this.weeks === UNDATED
        ? undated
        : batteries.filter(({ low, due }) => low || (due !== null && noonOf(due) <= until));
    return html`<section class="card" aria-labelledby="heading">
      <h2 id="heading">${this.t("upkeep.batteries")}</h2>
      <label class="weeks no-print"
        >${this.t("upkeep.ahead")}
        <select @change=${(event: Event) => (this.weeks = Number((event.target as HTMLSelectElement).value))}>
          ${WEEKS.map(
            (weeks) =>
              html`<option value=${weeks} ?selected=${weeks === this.weeks}>
                ${this.t("upkeep.weeks", { n: weeks })}
              </option>`,
          )}
          <option value=${UNDATED} ?selected=${this.weeks === UNDATED}>${this.t("upkeep.undated")}</option>
        </select>
      </label>
      ${rows.length === 0 ? html`<p>${this.t("upkeep.no_batteries")}</p>` : this.#list(rows)}
      <p role="status">${this.said}</p>
      ${undated.length === 0 ? nothing : html`<p>${this.t("upkeep.without_day", { n: undated.length, all })}</p>`}
      <p class="quiet">${this.t("upkeep.forecast")}</p>
    </section>`;
  }

  #list(rows: readonly Battery[]): TemplateResult {
    const may = this.console.may("maintain");
    return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="heading">
        <table>
          <thead>
            <tr>
              ${may ? html`<td class="no-print"></td>` : nothing}
              <th scope="col">${this.t("upkeep.device")}</th>
              <th scope="col">${this.t("upkeep.due")}</th>
              <th scope="col">${this.t("upkeep.cell_column")}</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => this.#row(row, may))}
          </tbody>
        </table>
      </div>
      ${this.#noting.error === undefined ? nothing : html`<p class="error" role="alert">${this.#noting.error}</p>`}
      ${
        may
          ? html`<div class="actions note no-print">
              <label>${this.t("upkeep.put_in")} <input type="date" .value=${today()} max=${today()} /></label>
              <button class="strong" ?disabled=${this.#noting.busy} @click=${this.#note}>
                ${this.t("upkeep.new_batteries")}
              </button>
            </div>`
          : nothing
      }
      ${this.weeks === UNDATED ? nothing : this.#shopping(rows)}`;
  }

  #row(row: Battery, may: boolean): TemplateResult {
    const id = row.device_id ?? "";
    return html`<tr>
      ${
        may
          ? html`<td class="no-print">
              <label class="row"
                ><input
                  type="checkbox"
                  aria-label=${this.t("upkeep.choose", { label: row.label })}
                  .checked=${this.chosen.has(id)}
                  @change=${() => this.#choose(id)}
              /></label>
            </td>`
          : nothing
      }
      <th scope="row">
        ${row.label} <span class="quiet">${row.model}</span>
        <div class="quiet">${[row.room, row.floor].filter(Boolean).join(", ")}</div>
      </th>
      <td>${this.#due(row)}</td>
      <td>${row.cell ?? this.t("upkeep.unknown_cell", { model: row.model })}</td>
    </tr>`;
  }

  #due({ low, due }: Battery): TemplateResult {
    const at = due === null ? undefined : noonOf(due);
    const late = at !== undefined && at < Date.now() / 1000;
    return html`${
      low ? html`<span class="chip warn"><span aria-hidden="true">▲</span> ${this.t("upkeep.low")}</span>` : nothing
    }
    ${at === undefined ? nothing : this.format.date(at)} ${late ? html`(${this.t("upkeep.overdue")})` : nothing}`;
  }

  #shopping(rows: readonly Battery[]): TemplateResult {
    return html`<h3>${this.t("upkeep.shopping")}</h3>
      <ul>
        ${this.#lines(rows).map((line) => html`<li>${line}</li>`)}
      </ul>
      <div class="actions no-print">
        <button @click=${() => this.#copy(rows)}>${this.t("upkeep.copy")}</button>
        <button @click=${() => this.dispatchEvent(new CustomEvent("print"))}>${this.t("upkeep.print")}</button>
      </div>`;
  }

  #lines(rows: readonly Battery[]): string[] {
    return shoppingList(rows).map(({ cell, count, labels }) => {
      const what = this.t("upkeep.shopping_line", { n: count, cell: cell ?? this.t("upkeep.unknown") });
      return `${what} ${this.t("upkeep.shopping_for", { labels: this.format.list(labels) })}`;
    });
  }

  #choose(id: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
  }

  #note(): void {
    const devices = [...this.chosen].filter((id) => this.upkeep.batteries.some(({ device_id }) => device_id === id));
    if (devices.length === 0) {
      this.said = this.t("upkeep.choose_first");
      return;
    }
    this.said = "";
    void this.#noting.run(async () => {
      await this.console.act("battery_changed", { device_id: devices, date: this.day.value || today() });
      this.said = this.t("upkeep.noted", { n: devices.length });
      this.chosen = new Set();
    });
  }

  async #copy(rows: readonly Battery[]): Promise<void> {
    this.said = this.t((await copy(this.#lines(rows).join("\n"))) ? "upkeep.copied" : "upkeep.not_copied");
  }
}

/** Today as a day of the calendar, where the browser is. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-batteries": BatteriesElement;
  }
}
