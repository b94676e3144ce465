/** Who had a pendant when: its dated history, and the answer for any moment. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { secondsOf, type Stretch } from "../../data/roster";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { when } from "./said";
import "./who-had";

const styles = css`
  :host {
    display: grid;
    gap: 12px;
  }
  li {
    padding-inline-start: 12px;
    border-inline-start: 3px solid var(--line);
  }
`;

/** `<duress-stretches .history=… device="…">`. */
@customElement("duress-stretches")
export class Stretches extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) history: readonly Stretch[] = [];
  @property() device = "";

  override render(): TemplateResult {
    return html`<h3>${this.t("people.history")}</h3>
      <duress-who-had device=${this.device}></duress-who-had>
      ${this.history.length === 0 ? html`<p class="quiet">${this.t("people.no_history")}</p>` : nothing}
      <ol class="plain">
        ${this.history.map((one) => this.#stretch(one))}
      </ol>`;
  }

  #stretch(one: Stretch): TemplateResult {
    const at = (text: string): string => when(this.format, secondsOf(text));
    const holder = one.holder ?? (one.forgotten ? this.t("people.forgotten") : undefined);
    const said = [one.reason, one.by === null ? undefined : this.t("people.said_by", { name: one.by })];
    const more = said.filter((part) => part !== undefined && part !== "").join(" · ");
    return html`<li>
      <strong>${holder ?? this.word("people", `life_${one.life}`)}</strong>
      ${holder === undefined ? nothing : html`<span>· ${this.word("people", `life_${one.life}`)}</span>`}
      <br />
      ${
        one.until === null
          ? this.t("people.since", { at: one.since === null ? "–" : at(one.since) })
          : this.t("people.from_until", { from: one.since === null ? "–" : at(one.since), until: at(one.until) })
      }
      ${more === "" ? nothing : html`<br /><span class="quiet">${more}</span>`}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-stretches": Stretches;
  }
}
