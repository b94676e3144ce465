/** What to see to first, with how: troubles, the gravest first, and what is not set up or not known yet. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { byGravity, type Fix } from "../../data/fixes";
import { addressOf } from "../../data/navigate";
import type { ReadinessMessage } from "../../data/readiness";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { follow } from "../../ui/link";
import { shape } from "../../ui/shapes";
import { shared } from "../../ui/styles";
import { Ticking } from "../../ui/ticking";
import { type Hint, hintsOf } from "./hints";

const MOST = 5;
const MOST_NAMED = 6;

/** Where a hint is seen to. */
const PLACES: Readonly<Partial<Record<Hint, "start" | "monitoring">>> = {
  no_receiver: "start",
  no_pendants: "start",
  no_monitoring: "start",
  unproven: "monitoring",
  relieved: "monitoring",
};

/** `<duress-what-to-fix>` */
@customElement("duress-what-to-fix")
export class WhatToFix extends ConsoleElement {
  static override styles = [
    shared,
    css`
      li {
        display: grid;
        gap: 2px;
        padding: 10px 0;
        border-top: 1px solid var(--line);
      }
      .what {
        display: flex;
        align-items: baseline;
        gap: 8px;
        font-weight: 500;
      }
      .what svg {
        flex: none;
      }
      .grave {
        color: var(--alarm-ink);
      }
    `,
  ];

  @property({ attribute: false }) troubles: readonly Fix[] = [];
  @property({ attribute: false }) readiness: ReadinessMessage | undefined;
  readonly #clock = new Ticking(this, 30);

  override render(): TemplateResult {
    const troubles = byGravity(this.troubles);
    const hints = this.readiness === undefined ? [] : hintsOf(this.readiness);
    return html`<section class="card" aria-labelledby="fix">
      <h2 id="fix">${this.t("today.fix")}</h2>
      ${
        troubles.length + hints.length === 0
          ? html`<p>${shape("check")} ${this.t("today.nothing_to_fix")}</p>`
          : html`<ul class="plain">
              ${hints.map((hint) => this.#hint(hint))} ${troubles.slice(0, MOST).map((one) => this.#trouble(one))}
            </ul>`
      }
      ${troubles.length === 0 ? nothing : this.#link("upkeep", this.t("today.all_upkeep", { n: troubles.length }))}
    </section>`;
  }

  #trouble(one: Fix): TemplateResult {
    const named = one.devices.slice(0, MOST_NAMED);
    const names = this.format.list(
      named.length < one.devices.length
        ? [...named, this.t("today.others", { n: one.devices.length - named.length })]
        : named,
    );
    const where = one.room === null ? names : `${names} (${one.room})`;
    return html`<li>
      <span class="what ${one.grave ? "grave" : ""}">
        ${shape(one.grave ? "cross" : "triangle")}
        <span>
          ${where}: ${one.what} ${one.grave ? html`<span class="chip alarm">${this.t("today.grave")}</span>` : nothing}
          ${one.muted ? html`<span class="chip">${this.t("today.muted")}</span>` : nothing}
        </span>
      </span>
      <span>${one.how}</span>
      <span class="quiet">${this.t("today.began", { ago: this.format.ago(one.since, this.#clock.now) })}</span>
    </li>`;
  }

  #hint(hint: Hint): TemplateResult {
    const page = PLACES[hint];
    const n = this.readiness?.not_yet_heard ?? 0;
    return html`<li>
      <span class="what">${shape("triangle")} <span>${this.t(`today.hint_${hint}`, { n })}</span></span>
      <span>${this.t(`today.how_${hint}`)}</span>
      ${page === undefined ? nothing : this.#link(page, this.t(`today.to_${page}`))}
    </li>`;
  }

  #link(page: string, text: string): TemplateResult {
    const address = addressOf(page);
    return html`<p>
      <a class="button" href=${address} @click=${(event: MouseEvent) => follow(event, address)}>${text}</a>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-what-to-fix": WhatToFix;
  }
}
