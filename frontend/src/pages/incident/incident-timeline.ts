/** Everything that happened about an alarm, in order. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Happening } from "../../data/incidents";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { happeningOf } from "./telling";

const styles = css`
  li {
    display: grid;
    grid-template-columns: 6.5em 1fr;
    gap: 8px;
    padding-block: 4px;
    border-bottom: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
  time {
    font-variant-numeric: tabular-nums;
  }
`;

/** `<duress-incident-timeline>`: nothing for a role that may not read the history. */
@customElement("duress-incident-timeline")
export class IncidentTimeline extends ConsoleElement {
  static override styles = [shared, styles];

  /** Undefined until the ledger answers; null for a role that may not know. */
  @property({ attribute: false }) timeline: readonly Happening[] | null | undefined;

  override render(): TemplateResult | typeof nothing {
    if (!this.console.may("read_history")) return nothing;
    return html`<section class="card" aria-labelledby="timeline">
      <h2 id="timeline">${this.t("incident.timeline")}</h2>
      ${this.timeline ? nothing : html`<p class="quiet">${this.t("incident.timeline_waiting")}</p>`}
      <ol class="plain">
        ${this.timeline?.map(
          (one) =>
            html`<li>
              <time datetime=${new Date(one.at * 1000).toISOString()}>${this.format.seconds(one.at)}</time>
              <span>${happeningOf(this.console, one)}</span>
            </li>`,
        )}
      </ol>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-timeline": IncidentTimeline;
  }
}
