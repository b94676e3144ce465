/** The loaner desk: hand out and take back, each in two clicks or a few keys. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import type { Pendant, RosterMessage } from "../../data/roster";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import "./hand-over";
import type { HandOver } from "./hand-over";
import { lifeText, pendantLink, stateChip } from "./pendant-row";
import { loans, spares } from "./rows";
import { say } from "./said";

const styles = css`
  :host {
    display: block;
  }
  li {
    display: grid;
    gap: 8px;
    padding: 8px 0;
    border-bottom: 1px solid var(--line);
  }
  .loan {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
  }
  .overdue {
    padding-inline-start: 12px;
    border-inline-start: 4px solid var(--alarm);
  }
  .link {
    padding-block: 10px;
  }
`;

/** `<duress-loaner-desk .roster=…>`. */
@customElement("duress-loaner-desk")
export class LoanerDesk extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) roster!: RosterMessage;
  @query("duress-hand-over") private readonly form!: HandOver | null;
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    const free = spares(this.roster.devices).length;
    return html`<div class="columns">
      <section class="card" aria-labelledby="lend">
        <h2 id="lend">${this.t("people.lend_title")}</h2>
        <p class="quiet">${this.t("people.spares", { n: free })}</p>
        ${
          this.console.may("change_lives")
            ? html`<duress-hand-over desk .roster=${this.roster} @done=${() => this.#begin()}></duress-hand-over>`
            : html`<p class="quiet">${this.t("people.may_not_lend")}</p>`
        }
      </section>
      ${this.#out()}
    </div>`;
  }

  override firstUpdated(): void {
    void this.form?.updateComplete.then(() => this.#begin());
  }

  /** Put the cursor where the next loan begins; on a phone that would push the loans behind the keyboard. */
  #begin(): void {
    if (matchMedia("(pointer: fine)").matches) this.form?.focus();
  }

  #out(): TemplateResult {
    const out = loans(this.roster.devices);
    const overdue = out.filter((row) => row.overdue).length;
    return html`<section class="card" aria-labelledby="out">
      <h2 id="out">${this.t("people.out_title", { n: out.length })}</h2>
      ${overdue === 0 ? nothing : html`<p class="notice">${this.t("people.overdue", { n: overdue })}</p>`}
      ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
      ${out.length === 0 ? html`<p class="quiet">${this.t("people.no_loans")}</p>` : nothing}
      <ul class="plain">
        ${out.map((row) => this.#loan(row))}
      </ul>
    </section>`;
  }

  #loan(row: Pendant): TemplateResult {
    const own = this.#leftAtHome(row);
    const back = (home: readonly Pendant[], text: string): TemplateResult =>
      html`<button
        aria-label=${this.t("people.act_on", { act: text, device: row.label })}
        ?disabled=${this.#doing.busy}
        @click=${() => this.#takeBack(row, home)}
      >
        ${text}
      </button>`;
    return html`<li class=${row.overdue ? "overdue" : nothing}>
      <div class="loan">
        ${pendantLink(row)}
        ${row.holder === undefined ? nothing : html`<strong>${row.holder ?? this.t("people.nobody")}</strong>`}
        <span>${lifeText(this.console, row)}</span> ${row.ready === true ? nothing : stateChip(this.console, row)}
      </div>
      ${
        this.console.may("change_lives")
          ? html`<div class="actions">
              ${back([], this.t("people.take_back"))}
              ${
                own.length === 0
                  ? nothing
                  : back(
                      own,
                      this.t("people.take_back_own", { devices: this.format.list(own.map((one) => one.label)) }),
                    )
              }
            </div>`
          : nothing
      }
    </li>`;
  }

  /** What the holder of a loan has not with them. */
  #leftAtHome(loan: Pendant): readonly Pendant[] {
    if (loan.person_id === null) return [];
    return this.roster.devices.filter((row) => row.person_id === loan.person_id && row.life === "away");
  }

  #takeBack(row: Pendant, home: readonly Pendant[]): void {
    const run = async (): Promise<void> => {
      await this.console.act("return_device", { device_id: [row.device_id] });
      if (home.length > 0)
        await this.console.act("set_life", { device_id: home.map((one) => one.device_id), life: "assigned" });
    };
    void this.#doing.run(run).then((done) => {
      if (!done) return;
      say(this, this.t("people.taken_back", { device: row.label }));
      this.#begin();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-loaner-desk": LoanerDesk;
  }
}
