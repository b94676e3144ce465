/** How well devices are heard, the weakest first, with the last weeks drawn. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { sentenceOf } from "../../data/topic";
import type { Signal, SignalsAnswer } from "../../data/upkeep";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { sparkline } from "./sparkline";

const FEW = 12;
const MOST = 500;
/** Milliseconds between two questions: a margin is a matter of days. */
const PAUSE = 60_000;
const ENOUGH_DAYS = 3;

/** `<duress-signals .stamp>`: asked anew when `stamp` changes, at most once a minute. */
@customElement("duress-signals")
export class SignalsElement extends ConsoleElement {
  static override styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(8em, 1fr) 160px minmax(9em, 1fr);
        gap: 4px 16px;
        align-items: center;
        padding: 4px 0;
        border-bottom: 1px solid var(--line);
      }
      svg {
        max-width: 100%;
      }
      .line {
        fill: none;
        stroke: var(--link);
        stroke-width: 2;
      }
      .dot {
        fill: var(--link);
      }
      .enough {
        stroke: var(--warn);
        stroke-width: 1;
        stroke-dasharray: 4 3;
      }
      @media (max-width: 600px) {
        li {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];

  @property({ attribute: false }) stamp: unknown;
  @state() private answer: SignalsAnswer | undefined;
  @state() private error: string | undefined;
  #limit = FEW;
  #askedAt = -PAUSE;

  override willUpdate(changed: PropertyValues<this>): void {
    const isDue = performance.now() - this.#askedAt >= PAUSE;
    if (changed.has("console") || (changed.has("stamp") && isDue)) void this.#ask();
  }

  override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="heading">
      <h2 id="heading">${this.t("upkeep.signals")}</h2>
      ${this.error === undefined ? nothing : html`<p class="error" role="alert">${this.error}</p>`}
      ${this.answer === undefined ? this.#waiting() : this.#list(this.answer)}
    </section>`;
  }

  #waiting(): TemplateResult | typeof nothing {
    return this.error === undefined ? html`<p class="quiet" role="status">${this.t("common.waiting")}</p>` : nothing;
  }

  #list({ signals, count, enough }: SignalsAnswer): TemplateResult {
    if (count === 0) return html`<p>${this.t("upkeep.no_signals")}</p>`;
    return html`<p class="quiet">${this.t("upkeep.signals_lead", { enough })}</p>
      <ul class="plain">
        ${signals.map((one) => this.#row(one, enough))}
      </ul>
      ${
        signals.length < count
          ? html`<div class="actions">
              <button @click=${this.#all}>${this.t("upkeep.show_all", { n: count })}</button>
            </div>`
          : nothing
      }`;
  }

  #row(one: Signal, enough: number): TemplateResult {
    const isLong = one.days.filter((day) => day !== null).length >= ENOUGH_DAYS;
    const values = isLong ? one.days : one.recent;
    const span = this.t(isLong ? "upkeep.over_days" : "upkeep.over_recent", { n: values.length });
    const lowest = isLong || one.recent.length === 0 ? one.lowest : Math.min(...one.recent);
    const now = this.#now(one.margin, lowest);
    const trend = this.word("upkeep", `trend_${one.trend}`);
    const label = this.t("upkeep.drawn", { label: one.label, span, now, trend });
    return html`<li>
      <span><strong>${one.label}</strong> <span class="quiet">${one.room ?? one.floor ?? ""}</span></span>
      ${values.length === 0 ? html`<span></span>` : sparkline({ values, enough, label })}
      <span>
        ${now}, <strong>${trend}</strong> <span class="quiet">(${span})</span>
        ${one.weak ? html`<span class="chip warn"><span aria-hidden="true">▲</span> ${this.t("upkeep.weak")}</span>` : nothing}
        ${one.single_path ? html`<span class="chip">${this.t("upkeep.single")}</span>` : nothing}
        ${
          one.missed > 0
            ? html`<span class="quiet">${this.t("upkeep.missed", { share: this.format.percent(one.missed) })}</span>`
            : nothing
        }
      </span>
    </li>`;
  }

  #now(margin: number | null, lowest: number | null): string {
    if (margin === null) return this.t("upkeep.unheard");
    const now = this.format.number(margin, 1);
    if (lowest === null) return this.t("upkeep.margin_now", { now });
    return this.t("upkeep.margin", { now, lowest: this.format.number(lowest, 1) });
  }

  #all(): void {
    this.#limit = MOST;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#askedAt = performance.now();
    try {
      this.answer = await this.console.ask<SignalsAnswer>("duress/signals", { limit: this.#limit });
      this.error = undefined;
    } catch (error) {
      this.error = sentenceOf(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-signals": SignalsElement;
  }
}
