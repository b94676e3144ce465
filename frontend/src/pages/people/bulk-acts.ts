/** Acts on all pendants that are marked: what will happen is said before it does. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Pendant, RosterMessage } from "../../data/roster";
import type { TextKey } from "../../text/localize";
import { customElement } from "../../ui/define";
import "../../ui/dialog";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { say } from "./said";
import { spares } from "./rows";

type Act = "return" | "battery" | "test" | "spare";

const styles = css`
  :host {
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding: 8px 12px;
    border: 1px solid var(--edge);
    border-radius: var(--round);
    background: var(--paper);
    box-shadow: 0 -2px 12px rgba(0, 0, 0, 0.25);
  }
  ul {
    max-height: 30vh;
    margin: 0;
    overflow: auto;
  }
`;

/** `<duress-bulk-acts .roster=… .rows=…>`: fires `done` when an act is done or nothing is to be marked any more. */
@customElement("duress-bulk-acts")
export class BulkActs extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) roster!: RosterMessage;
  @property({ attribute: false }) rows: readonly Pendant[] = [];
  @state() private act: Act | undefined;
  @query("#reason") private readonly reason!: HTMLInputElement | null;
  @query("#minutes") private readonly minutes!: HTMLInputElement | null;
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    const { console } = this;
    const lives = console.may("change_lives");
    return html`<section class="bar" aria-label=${this.t("people.bulk")}>
        <strong role="status">${this.t("people.selected", { n: this.rows.length })}</strong>
        ${lives ? this.#offer("return", this.#held()) : nothing}
        ${
          lives && this.roster.names
            ? this.#offer(
                "spare",
                this.#swaps().map(([row]) => row),
              )
            : nothing
        }
        ${console.may("maintain") ? this.#offer("battery", this.rows) : nothing}
        ${console.may("run_tests") ? this.#offer("test", this.rows) : nothing}
        <button class="plain" @click=${() => this.#done()}>${this.t("people.select_none")}</button>
      </section>
      <duress-dialog
        ?open=${this.act !== undefined}
        heading=${this.act === undefined ? "" : this.t(`people.bulk_${this.act}`)}
        @closed=${() => (this.act = undefined)}
      >
        ${this.act === undefined ? nothing : this.#form(this.act)}
      </duress-dialog>`;
  }

  #offer(act: Act, rows: readonly Pendant[]): TemplateResult | typeof nothing {
    if (rows.length === 0) return nothing;
    return html`<button @click=${() => (this.act = act)}>${this.t(`people.bulk_${act}`)}</button>`;
  }

  /** What can be taken back. */
  #held(): readonly Pendant[] {
    return this.rows.filter((row) => row.role === "pendant" && row.life !== "in_stock");
  }

  /** Which marked pendants are swapped for which spare, as far as there are any. */
  #swaps(): readonly (readonly [Pendant, Pendant])[] {
    const marked = new Set(this.rows.map((row) => row.subentry_id));
    const free = spares(this.roster.devices).filter((row) => !marked.has(row.subentry_id));
    const held = this.rows.filter((row) => row.role === "pendant" && row.person_id !== null);
    return held.flatMap((row, index) => {
      const spare = free[index];
      return spare === undefined ? [] : [[row, spare] as const];
    });
  }

  #form(act: Act): TemplateResult {
    const lines =
      act === "spare"
        ? this.#swaps().map(([row, spare]) =>
            this.t("people.swap_line", { holder: row.holder ?? "", old: row.label, new: spare.label }),
          )
        : (act === "return" ? this.#held() : this.rows).map((row) => row.label);
    return html`<form class="card" @submit=${(event: Event) => this.#submit(event, act)}>
      <p>${this.t(`people.bulk_${act}_what` as TextKey, { n: lines.length })}</p>
      <ul>
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>
      ${act === "test" ? this.#testFields() : nothing}
      ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
      <div class="actions">
        <button class="strong" ?disabled=${this.#doing.busy}>${this.t(`people.bulk_${act}`)}</button>
      </div>
    </form>`;
  }

  #testFields(): TemplateResult {
    return html`<label
        >${this.t("people.test_minutes")}
        <input id="minutes" type="number" min="1" max="120" value="30" required />
      </label>
      <label
        >${this.t("people.reason")}
        <input id="reason" required maxlength="200" />
      </label>`;
  }

  #submit(event: Event, act: Act): void {
    event.preventDefault();
    const ids = (rows: readonly Pendant[]): readonly string[] => rows.flatMap((row) => row.device_id ?? []);
    const run = async (): Promise<void> => {
      if (act === "return") await this.console.act("return_device", { device_id: ids(this.#held()) });
      else if (act === "battery") await this.console.act("battery_changed", { device_id: ids(this.rows) });
      else if (act === "spare") await this.#swapAll();
      else
        await this.console.act("start_test", {
          site: this.console.site.site,
          device_id: ids(this.rows),
          minutes: Number(this.minutes?.value),
          reason: this.reason?.value ?? "",
        });
    };
    const count = act === "spare" ? this.#swaps().length : act === "return" ? this.#held().length : this.rows.length;
    void this.#doing.run(run).then((done) => {
      if (!done) return;
      say(this, this.t(`people.bulk_${act}_done` as TextKey, { n: count }));
      this.act = undefined;
      this.#done();
    });
  }

  async #swapAll(): Promise<void> {
    for (const [row, spare] of this.#swaps())
      await this.console.act("assign", { device_id: spare.device_id, person: row.person_id, swap: true });
  }

  #done(): void {
    this.dispatchEvent(new CustomEvent("done"));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-bulk-acts": BulkActs;
  }
}
