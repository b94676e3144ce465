/** One message to an endpoint: in a line, and opened with its attempts, its times, its body and what the desk said. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import type { Delivery } from "../../data/deliveries";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import "./receipts";
import "./sent-body";
import { moment, short } from "./times";

const HOPS = ["heard", "entities", "committed", "posted", "confirmed", "desk_accepted"] as const;

const LOOKS: Readonly<Record<string, readonly [shape: string, chip: string]>> = {
  delivered: ["✓", "good"],
  desk_accepted: ["✓", "good"],
  spared: ["✓", ""],
  declined: ["✕", "warn"],
  refused: ["▲", "warn"],
  dead_letter: ["✕", "alarm"],
};

/** `<duress-delivery-row .delivery>`: fires `replay` when a person wants it sent again. */
@customElement("duress-delivery-row")
export class DeliveryRowElement extends ConsoleElement {
  static override styles = [
    shared,
    css`
      details {
        border-bottom: 1px solid var(--line);
      }
      summary {
        display: grid;
        grid-template-columns: 7.5em minmax(10em, 1fr) minmax(8em, 1fr) auto;
        gap: 4px 12px;
        align-items: center;
        min-height: var(--touch);
        padding: 6px 4px;
        cursor: pointer;
      }
      summary::before {
        content: "▸";
        position: absolute;
        margin-inline-start: -0.9em;
      }
      details[open] > summary::before {
        content: "▾";
      }
      details {
        padding-inline-start: 1em;
      }
      .inside {
        display: grid;
        gap: 12px;
        padding: 4px 0 16px;
        min-width: 0;
      }
      ol,
      ul {
        margin: 0;
      }
      .hops {
        margin: 0;
        display: grid;
        grid-template-columns: max-content max-content 1fr;
        gap: 4px 12px;
        align-items: center;
      }
      .hops dt {
        grid-column: 1;
      }
      .hops dd {
        margin: 0;
        display: contents;
      }
      .bar {
        height: 8px;
        border-radius: 4px;
        background: var(--link);
        min-width: 2px;
      }
      @media (max-width: 600px) {
        summary {
          grid-template-columns: 1fr auto;
        }
        .hops {
          grid-template-columns: 1fr max-content;
        }
        .bar {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) delivery!: Delivery;
  @property({ type: Boolean }) redacted = false;
  @state() private open = false;

  override render(): TemplateResult {
    const { delivery } = this;
    const [shape, chip] = LOOKS[delivery.state] ?? ["…", ""];
    return html`<details @toggle=${this.#toggled}>
      <summary>
        <span>${moment(this.format, delivery.at)}</span>
        <span>${this.word("monitoring", `kind_${delivery.kind}`)}</span>
        <span class="quiet">${delivery.endpoint ?? this.t("monitoring.removed")}</span>
        <span class="chip ${chip}"
          ><span aria-hidden="true">${shape}</span> ${this.word("monitoring", `delivery_${delivery.state}`)}</span
        >
      </summary>
      ${this.open ? this.#inside() : nothing}
    </details>`;
  }

  #inside(): TemplateResult {
    const { delivery } = this;
    const because = delivery.released_because;
    return html`<div class="inside">
      ${
        because === null
          ? nothing
          : html`<p>${this.t("monitoring.backup", { because: this.word("monitoring", `because_${because}`) })}</p>`
      }
      ${this.#attempts()} ${this.#hops()} <duress-receipts .receipts=${delivery.receipts}></duress-receipts>
      <duress-sent-body
        .body=${delivery.body}
        .type=${delivery.content_type}
        ?redacted=${this.redacted}
      ></duress-sent-body>
      ${
        delivery.state === "dead_letter" && this.console.may("forward_incidents")
          ? html`<div class="actions">
              <button @click=${this.#replay}>${this.t("monitoring.replay_one")}</button>
            </div>`
          : nothing
      }
    </div>`;
  }

  #attempts(): TemplateResult {
    const { attempts, left_out, next_attempt, sequence } = this.delivery;
    const number = sequence === null ? "" : this.t("monitoring.number", { number: String(sequence) });
    return html`<h3>${this.t("monitoring.attempts")} <span class="quiet">${number}</span></h3>
      ${
        attempts.length === 0
          ? html`<p class="quiet">${this.t("monitoring.no_attempts")}</p>`
          : html`<ol>
              ${attempts.map(
                (one) =>
                  html`<li value=${one.number}>
                    ${moment(this.format, one.posted_at)}: ${this.word("monitoring", `outcome_${one.outcome}`)},
                    ${short(this.format, one.milliseconds)} – ${one.answer}
                  </li>`,
              )}
            </ol>`
      }
      ${left_out.map(
        (one) =>
          html`<p>
            ${this.t("monitoring.left_out", {
              n: one.times,
              outcome: this.word("monitoring", `outcome_${one.outcome}`),
              since: moment(this.format, one.since),
              until: moment(this.format, one.until),
            })}
          </p>`,
      )}
      ${
        next_attempt === null
          ? nothing
          : html`<p>${this.t("monitoring.next_attempt", { at: moment(this.format, next_attempt) })}</p>`
      }`;
  }

  #hops(): TemplateResult | typeof nothing {
    const times = this.delivery.milliseconds;
    const known = HOPS.filter((hop) => times[hop] !== undefined);
    if (known.length === 0) return nothing;
    // What a person at the desk took is minutes, beside which every machine's bar would vanish.
    const longest = Math.max(1, ...known.filter((hop) => hop !== "desk_accepted").map((hop) => times[hop] ?? 0));
    return html`<h3>${this.t("monitoring.hops")}</h3>
      <dl class="hops">
        ${known.map((hop) => {
          const milliseconds = times[hop] ?? 0;
          const width = `${Math.min(100, (100 * milliseconds) / longest)}%`;
          return html`<dt>${this.t(`monitoring.hop_${hop}`)}</dt>
            <dd>
              <span>${short(this.format, milliseconds)}</span>
              ${hop === "desk_accepted" ? nothing : html`<span class="bar" style=${styleMap({ width })}></span>`}
            </dd>`;
        })}
      </dl>`;
  }

  #toggled(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open;
  }

  #replay(): void {
    this.dispatchEvent(new CustomEvent("replay", { detail: this.delivery }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-delivery-row": DeliveryRowElement;
  }
}
