/** Says on every page what takes protection away at this moment, what to do, and where to see more. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { Feed } from "../../data/feed";
import { addressOf } from "../../data/navigate";
import type { ReadinessMessage } from "../../data/readiness";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { follow } from "../../ui/link";
import { shape } from "../../ui/shapes";
import { shared } from "../../ui/styles";
import { type Gap, gapsOf } from "./hints";

/** Where more is said of a gap. */
const PAGES: Readonly<Record<Gap, "upkeep" | "monitoring">> = {
  deaf: "upkeep",
  receivers: "upkeep",
  pendants: "upkeep",
  paths: "monitoring",
};

/** `<duress-gap-notice page="map">`: nothing while nothing is missing; `alarm` while one is open, `flush` within a page. */
@customElement("duress-gap-notice")
export class GapNotice extends ConsoleElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .error {
        margin: 12px 12px 0;
        padding: 8px 12px;
        font-size: 0.95em;
      }
      .error + .error {
        margin-top: 4px;
      }
      :host([flush]) .error {
        margin-inline: 0;
      }
      :host([flush]) .error:first-child {
        margin-top: 0;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: var(--touch);
        margin-block: -10px;
      }
    `,
  ];

  /** The page around it; what that page says itself is not said twice. */
  @property() page = "";
  @property({ type: Boolean, reflect: true }) alarm = false;
  readonly #readiness = new Feed<ReadinessMessage>(this, "duress/readiness", () => ({
    language: this.console.texts.language,
  }));

  override render(): TemplateResult {
    const readiness = this.#readiness.message;
    const gaps = readiness === undefined || this.page === "today" ? [] : gapsOf(readiness);
    const said = this.page === "monitoring" ? gaps.filter((gap) => gap !== "paths") : gaps;
    return html`<div role="status">
      ${readiness === undefined ? nothing : said.map((gap) => this.#notice(gap, readiness))}
    </div>`;
  }

  #notice(gap: Gap, { receivers, receivers_connected: connected }: ReadinessMessage): TemplateResult {
    const called = gap === "paths" && this.alarm ? "paths_alarm" : gap;
    return html`<p class="error">
      ${shape(gap === "receivers" ? "triangle" : "cross")}
      <strong>${this.t(`today.gap_${called}`, { n: receivers - connected })}</strong>
      ${this.t(`today.gap_${called}_how`)} ${this.#link(PAGES[gap])}
    </p>`;
  }

  #link(page: "upkeep" | "monitoring"): TemplateResult | typeof nothing {
    if (page === this.page) return nothing;
    const address = addressOf(page);
    return html`<a href=${address} @click=${(event: MouseEvent) => follow(event, address)}
      >${this.t(`common.page_${page}`)}</a
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-gap-notice": GapNotice;
  }
}
