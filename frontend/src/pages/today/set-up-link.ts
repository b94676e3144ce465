/** The way back to the set-up as long as something of it is open. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { addressOf } from "../../data/navigate";
import type { ProgressMessage } from "../../data/progress";
import type { Right } from "../../data/sites";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { follow } from "../../ui/link";
import { shape } from "../../ui/shapes";
import { shared } from "../../ui/styles";

const RIGHTS: readonly Right[] = ["install", "change_lives", "survey", "prove_paths"];

/** `<duress-set-up-link>`: nothing once everything is done. */
@customElement("duress-set-up-link")
export class SetUpLink extends ConsoleElement {
  static override styles = [
    shared,
    css`
      .card {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px var(--gap);
      }
      .words {
        flex: 1 1 260px;
      }
    `,
  ];

  @property({ attribute: false }) progress: ProgressMessage | undefined;

  override render(): TemplateResult | typeof nothing {
    const { progress } = this;
    if (progress === undefined || progress.current === null) return nothing;
    const address = addressOf("start");
    const values = { done: progress.done, of: progress.of };
    const follows = (event: MouseEvent): void => follow(event, address);
    if (progress.live !== null)
      return html`<p><a class="button" href=${address} @click=${follows}>${this.t("today.set_up", values)}</a></p>`;
    return html`<section class="card" aria-labelledby="set-up">
      ${shape("ring")}
      <div class="words">
        <h2 id="set-up">${this.t("today.set_up", values)}</h2>
        <p>${this.t("today.set_up_next", { step: this.t(`start.step_${progress.current}`) })}</p>
      </div>
      <a class="button ${this.#mayDoIt ? "strong" : ""}" href=${address} @click=${follows}
        >${this.t("today.set_up_go")}</a
      >
    </section>`;
  }

  get #mayDoIt(): boolean {
    return RIGHTS.some((right) => this.console.may(right));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-set-up-link": SetUpLink;
  }
}
