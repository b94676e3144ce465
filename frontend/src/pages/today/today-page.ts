/** The page Today: is the school protected, what to fix first, what is due. */
import { css, html, nothing, type TemplateResult } from "lit";
import type { DutiesMessage } from "../../data/duties";
import { Feed } from "../../data/feed";
import type { FixesMessage } from "../../data/fixes";
import type { ProgressMessage } from "../../data/progress";
import type { Located, ReadinessMessage } from "../../data/readiness";
import { customElement } from "../../ui/define";
import { PageElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";
import "./due-list";
import "./readiness-headline";
import "./running-tests";
import "./set-up-link";
import "./what-to-fix";

/** The page Today. */
@customElement("duress-today-page")
export class TodayPage extends PageElement {
  static override styles = [
    shared,
    css`
      h1 {
        font-size: 1.2rem;
      }
    `,
  ];

  readonly #spoken = (): object => ({ language: this.console.texts.language });
  readonly #readiness = new Feed<ReadinessMessage>(this, "duress/readiness", this.#spoken);
  readonly #troubles = new Feed<FixesMessage>(this, "duress/troubles", this.#spoken);
  readonly #duties = new Feed<DutiesMessage>(this, "duress/duties");
  readonly #progress = new Feed<ProgressMessage>(this, "duress/progress");

  override render(): TemplateResult {
    return html`<div class="page">
      <h1>${this.t("today.title", { day: this.format.date(Date.now() / 1000) })}</h1>
      ${whenTold(this.console, this.#readiness, (readiness) => this.#content(readiness))}
    </div>`;
  }

  #content(readiness: ReadinessMessage): TemplateResult {
    return html`<duress-running-tests .sessions=${readiness.sessions}></duress-running-tests>
      ${readiness.located.map((one) => this.#located(one))}
      <duress-readiness-headline .readiness=${readiness}></duress-readiness-headline>
      <duress-set-up-link .progress=${this.#progress.message}></duress-set-up-link>
      <div class="columns">
        ${whenTold(
          this.console,
          this.#troubles,
          ({ troubles }) =>
            html`<duress-what-to-fix .troubles=${troubles} .readiness=${readiness}></duress-what-to-fix>`,
        )}
        ${whenTold(this.console, this.#duties, (duties) => html`<duress-due-list .duties=${duties}></duress-due-list>`)}
      </div>`;
  }

  /** Whoever carries something that is located must be able to know it, so everybody sees this. */
  #located(one: Located): TemplateResult {
    const values = {
      device: one.device,
      since: this.format.dateTime(one.since),
      until: this.format.dateTime(one.until),
      who: one.by,
    };
    return html`<div class="notice">
      <p><strong>${this.t("today.located", values)}</strong></p>
      <p>${this.t("today.located_more", values)}</p>
      ${one.reason === "" ? nothing : html`<p class="quiet">${this.t("today.located_reason", { reason: one.reason })}</p>`}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-today-page": TodayPage;
  }
}
