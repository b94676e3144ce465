/** One thing to mend: what is the matter where, since when, and how it is mended. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { addressOf, navigate } from "../../data/navigate";
import type { Trouble } from "../../data/upkeep";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { Ticking } from "../../ui/ticking";

const REPAIRS = "/config/repairs";

/** `<duress-trouble .trouble>`: fires `mute` when its troubles are to be muted. */
@customElement("duress-trouble")
export class TroubleElement extends ConsoleElement {
  static override styles = [
    shared,
    css`
      article {
        display: grid;
        gap: 4px;
        padding: 12px;
        border: 1px solid var(--line);
        border-inline-start: 4px solid var(--warn);
        border-radius: 8px;
        background: var(--paper);
      }
      article.grave {
        border-inline-start-color: var(--alarm);
      }
      article.muted {
        border-inline-start-color: var(--edge);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: baseline;
      }
      .actions:empty {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) trouble!: Trouble;
  readonly #clock = new Ticking(this, 30);

  override render(): TemplateResult {
    const { trouble } = this;
    const look = trouble.muted ? "muted" : trouble.grave ? "grave" : "";
    const cells = [...new Set(trouble.afflicted.map((one) => one.cell))].filter((cell) => cell !== null);
    return html`<article class=${look}>
      <header>
        <strong>${this.#where()}:</strong> <span>${trouble.what}</span>
        ${trouble.grave ? html`<span class="chip alarm"><span aria-hidden="true">!</span> ${this.t("upkeep.grave")}</span>` : nothing}
        ${trouble.muted ? html`<span class="chip">${this.t("upkeep.muted")}</span>` : nothing}
        ${
          trouble.kind === "low_battery" && cells.length > 0
            ? html`<span class="chip">${this.t("upkeep.cell", { cell: this.format.list(cells) })}</span>`
            : nothing
        }
      </header>
      <p>${trouble.how}</p>
      ${trouble.advice === null ? nothing : html`<p>${trouble.advice}</p>`}
      <p class="quiet">
        ${this.t("upkeep.since", { at: this.format.dateTime(trouble.since) })}
        (${this.format.ago(trouble.since, Math.max(this.#clock.now, trouble.since))})
      </p>
      <div class="actions">${this.#actions()}</div>
    </article>`;
  }

  #where(): string {
    return this.format.list(
      this.trouble.afflicted.map(({ label, room }) => (room === null ? label : `${label} (${room})`)),
    );
  }

  #actions(): TemplateResult[] {
    const { trouble } = this;
    const shown: TemplateResult[] = [];
    if (trouble.kind === "path_lost") {
      const address = addressOf("monitoring");
      const go = (event: Event): void => {
        event.preventDefault();
        navigate(address);
      };
      return [html`<a class="button" href=${address} @click=${go}>${this.t("upkeep.to_monitoring")}</a>`];
    }
    if (trouble.kind === "link_lost" && this.console.home.user?.is_admin === true)
      shown.push(html`<a class="button" href=${REPAIRS}>${this.t("upkeep.to_repairs")}</a>`);
    if (!trouble.muted && this.console.may("bypass"))
      shown.push(
        html`<button @click=${() => this.dispatchEvent(new CustomEvent("mute"))}>${this.t("upkeep.mute")}</button>`,
      );
    return shown;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-trouble": TroubleElement;
  }
}
