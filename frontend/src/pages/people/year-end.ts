/** The end of the school year: what came back goes into stock, what did not is asked after. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Listed, Pendant, RosterMessage } from "../../data/roster";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { FILTERS } from "./rows";
import { say } from "./said";

const styles = css`
  :host,
  form {
    display: grid;
    gap: 12px;
  }
  ul {
    max-height: 45vh;
    overflow: auto;
  }
`;

/** `<duress-year-end .roster=…>`: fires `done`. */
@customElement("duress-year-end")
export class YearEnd extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) roster!: RosterMessage;
  /** What did not come back. */
  @state() private missing: ReadonlySet<string> = new Set();
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    const carried = this.#carried;
    if (carried.length === 0) return html`<p>${this.t("people.year_end_nothing")}</p>`;
    const back = carried.filter((row) => !this.missing.has(row.subentry_id));
    return html`<form @submit=${this.#submit}>
      <p>${this.t("people.year_end_what")}</p>
      <ul class="plain">
        ${carried.map((row) => this.#line(row))}
      </ul>
      <p role="status">${this.t("people.year_end_count", { n: back.length, missing: carried.length - back.length })}</p>
      ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
      <div class="actions">
        <button class="strong" ?disabled=${this.#doing.busy}>
          ${this.t("people.year_end_now", { n: back.length })}
        </button>
      </div>
    </form>`;
  }

  get #carried(): readonly Pendant[] {
    return this.roster.devices.filter(
      (row) => row.role === "pendant" && (FILTERS.loan(row) || row.life === "assigned" || row.life === "away"),
    );
  }

  #line(row: Pendant): TemplateResult {
    return html`<li>
      <label class="row"
        ><input
          type="checkbox"
          .checked=${!this.missing.has(row.subentry_id)}
          @change=${(event: Event) => this.#mark(row, (event.target as HTMLInputElement).checked)}
        />
        ${row.label} <span class="quiet">${row.holder ?? ""}</span></label
      >
    </li>`;
  }

  #mark(row: Pendant, back: boolean): void {
    const missing = new Set(this.missing);
    if (back) missing.delete(row.subentry_id);
    else missing.add(row.subentry_id);
    this.missing = missing;
  }

  #submit(event: Event): void {
    event.preventDefault();
    const back = this.#carried.filter((row) => !this.missing.has(row.subentry_id));
    const data = { site: this.console.site.site, device_id: back.flatMap((row) => row.device_id ?? []) };
    const run = async (): Promise<void> => {
      const answer = await this.console.act<{ returned: number; unreturned: readonly Listed[] }>("year_end", data);
      say(this, this.t("people.year_end_done", { n: answer.returned, missing: answer.unreturned.length }));
      this.dispatchEvent(new CustomEvent("done"));
    };
    void this.#doing.run(run);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-year-end": YearEnd;
  }
}
