/** What does not add up, each with what to do about it: one click or one short form. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Gaps, Listed, Pendant, RosterMessage } from "../../data/roster";
import type { TextKey } from "../../text/localize";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import "./hand-over";
import { pendantLink } from "./pendant-row";
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
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    justify-content: space-between;
  }
`;

type Draw<T> = (one: T) => TemplateResult;

/** What does not add up. A school that keeps no names has no holders either, and that is no gap. */
export function gapsOf(roster: RosterMessage): Gaps | undefined {
  const { gaps } = roster;
  return gaps === undefined || roster.people?.length !== 0 ? gaps : { ...gaps, without_holder: [] };
}

/** How many things do not add up; that somebody is not trained yet is a task, but no gap. */
export function gapCount(gaps: Gaps | undefined): number {
  if (gaps === undefined) return 0;
  const lists = [gaps.without_pendant, gaps.without_holder, gaps.two_for_one, gaps.perhaps_lost];
  return lists.reduce((sum, list) => sum + list.length, 0);
}

/** `<duress-gaps-list .roster=…>`, for a role that may read names. */
@customElement("duress-gaps-list")
export class GapsList extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) roster!: RosterMessage;
  /** Whose form is open: the id of a person or a pendant. */
  @state() private opened: string | undefined;
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    const gaps = gapsOf(this.roster);
    if (gaps === undefined) return html``;
    const { error } = this.#doing;
    return html`${error === undefined ? nothing : html`<p class="error" role="alert">${error}</p>`}
      ${gapCount(gaps) === 0 ? html`<p class="card">${this.t("people.no_gaps")}</p>` : nothing}
      <div class="columns">
        ${this.#list("without_pendant", gaps.without_pendant, (one) =>
          this.#line(html`<strong>${one.name}</strong>`, one.person_id, this.t("people.give_any"), () =>
            this.#form(
              html`<duress-hand-over
                .roster=${this.roster}
                person=${one.person_id}
                @done=${this.#close}
              ></duress-hand-over>`,
            ),
          ),
        )}
        ${this.#list("without_holder", gaps.without_holder, (one) => this.#unheld(one))}
        ${this.#list("two_for_one", gaps.two_for_one, (one) => this.#double(one.name, one.person_id))}
        ${this.#list("perhaps_lost", gaps.perhaps_lost, (one) => this.#unreturned(one))}
        ${this.#list("without_training", gaps.without_training, (one) => this.#untrained(one.name, one.person_id))}
      </div>`;
  }

  #list<T>(name: keyof Gaps, gaps: readonly T[], draw: Draw<T>): TemplateResult | typeof nothing {
    if (gaps.length === 0) return nothing;
    return html`<section class="card" aria-labelledby=${name}>
      <h2 id=${name}>${this.t(`people.gap_${name}` as TextKey, { n: gaps.length })}</h2>
      <p class="quiet">${this.t(`people.gap_${name}_why` as TextKey)}</p>
      <ul class="plain">
        ${gaps.map((gap) => html`<li>${draw(gap)}</li>`)}
      </ul>
    </section>`;
  }

  /** A line with a button that opens a form below it. */
  #line(
    what: TemplateResult,
    key: string,
    button: string,
    form: () => TemplateResult,
    more?: TemplateResult,
  ): TemplateResult {
    const open = this.opened === key;
    return html`<div class="line">
        <span>${what}</span>
        <div class="actions">
          ${more ?? nothing}
          ${
            this.console.may("change_lives")
              ? html`<button aria-expanded=${open} @click=${() => (this.opened = open ? undefined : key)}>
                  ${button}
                </button>`
              : nothing
          }
        </div>
      </div>
      ${open ? form() : nothing}`;
  }

  #form(content: TemplateResult): TemplateResult {
    return html`<div class="card">${content}</div>`;
  }

  #unheld(one: Listed): TemplateResult {
    const row = this.#row(one.device_id);
    if (row === undefined) return html`${one.label}`;
    return this.#line(
      pendantLink(row),
      row.subentry_id,
      this.t("people.give"),
      () =>
        this.#form(
          html`<duress-hand-over .roster=${this.roster} .pendant=${row} @done=${this.#close}></duress-hand-over>`,
        ),
      this.#takeBack(row, this.t("people.to_stock")),
    );
  }

  #double(name: string, person: string): TemplateResult {
    const carried = this.roster.devices.filter(
      (row) => row.person_id === person && row.role === "pendant" && (row.life === "assigned" || row.life === "loaned"),
    );
    return html`<strong>${name}</strong>
      ${carried.map((row) => html`<div class="line">${pendantLink(row)} ${this.#takeBack(row, this.t("people.take_back"))}</div>`)}`;
  }

  #unreturned(one: Listed): TemplateResult {
    const row = this.#row(one.device_id);
    if (row === undefined) return html`${one.label}`;
    return html`<div class="line">
      <span>${pendantLink(row)} ${one.holder ?? ""}</span>
      <div class="actions">
        ${this.#takeBack(row, this.t("people.take_back"))}
        ${
          this.console.may("change_lives")
            ? html`<button
                aria-label=${this.t("people.act_on", { act: this.t("people.is_lost"), device: row.label })}
                ?disabled=${this.#doing.busy}
                @click=${() => this.#lost(row)}
              >
                ${this.t("people.is_lost")}
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  #untrained(name: string, person: string): TemplateResult {
    const trained = (): void =>
      this.#do(
        "change_person",
        { site: this.console.site.site, person, trained_on: today() },
        this.t("people.trained_said", { name }),
      );
    return html`<div class="line">
      <strong>${name}</strong>
      ${
        this.console.may("change_people")
          ? html`<button
              aria-label=${this.t("people.act_on", { act: this.t("people.trained_today"), device: name })}
              ?disabled=${this.#doing.busy}
              @click=${trained}
            >
              ${this.t("people.trained_today")}
            </button>`
          : nothing
      }
    </div>`;
  }

  #takeBack(row: Pendant, text: string): TemplateResult {
    if (!this.console.may("change_lives")) return html``;
    return html`<button
      aria-label=${this.t("people.act_on", { act: text, device: row.label })}
      ?disabled=${this.#doing.busy}
      @click=${() => this.#do("return_device", { device_id: [row.device_id] }, this.t("people.taken_back", { device: row.label }))}
    >
      ${text}
    </button>`;
  }

  #lost(row: Pendant): void {
    const life = this.word("people", "life_lost");
    this.#do(
      "set_life",
      { device_id: [row.device_id], life: "lost", reason: this.t("people.reason_not_returned") },
      this.t("people.life_said", { device: row.label, life }),
    );
  }

  #row(device: string | null): Pendant | undefined {
    return this.roster.devices.find((row) => row.device_id === device);
  }

  readonly #close = (): void => {
    this.opened = undefined;
  };

  #do(action: string, data: object, said: string): void {
    void this.#doing
      .run(() => this.console.act(action, data))
      .then((done) => {
        if (done) say(this, said);
      });
  }
}

/** This day, as the clock on the wall says. */
export function today(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-gaps-list": GapsList;
  }
}
