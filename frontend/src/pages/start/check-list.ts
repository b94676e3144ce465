/** Conditions, each with a shape, a word, its count, what is missing, and what to do about it. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Check } from "../../data/progress";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shape } from "../../ui/shapes";
import { shared } from "../../ui/styles";

const MOST_NAMED = 5;

/** `<duress-check-list .checks>`; with `brief`, what to do is left out. */
@customElement("duress-check-list")
export class CheckList extends ConsoleElement {
  static override styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px 10px;
      }
      .met {
        color: var(--good-ink);
      }
      .open {
        color: var(--warn-ink);
      }
      .more {
        grid-column: 2;
      }
    `,
  ];

  @property({ attribute: false }) checks: readonly Check[] = [];
  @property({ type: Boolean }) brief = false;

  override render(): TemplateResult {
    return html`<ul class="plain">
      ${this.checks.map((check) => this.#check(check))}
    </ul>`;
  }

  #check(check: Check): TemplateResult {
    const { check: name, met, done, of } = check;
    const left = this.#left(check);
    return html`<li>
      <span class=${met ? "met" : "open"}>${shape(met ? "check" : "ring")}</span>
      <span
        ><span class="hidden">${this.t(met ? "start.met" : "start.open")}:</span> ${this.t(`start.check_${name}`, {
          done,
          of,
        })}</span
      >
      ${met || left === "" ? nothing : html`<span class="more quiet">${this.t("start.missing", { left })}</span>`}
      ${met || this.brief ? nothing : html`<span class="more">${this.t(`start.how_${name}`)}</span>`}
    </li>`;
  }

  #left({ left, done, of }: Check): string {
    const named = left.slice(0, MOST_NAMED);
    const others = Math.max(left.length, of - done) - named.length;
    return this.format.list(others > 0 && named.length > 0 ? [...named, this.t("today.others", { n: others })] : named);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-check-list": CheckList;
  }
}
