/** Says that a test or drill runs, and lets everybody who sees that it is real say so. */
import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Rehearsal } from "../../data/incidents";
import { Doing } from "../../ui/doing";
import { customElement } from "../../ui/define";
import "../../ui/dialog";
import { ConsoleElement } from "../../ui/element";

/** `<duress-rehearsal-notice>`: one notice for each test or drill that runs; fires `declared` once one is said to be real. */
@customElement("duress-rehearsal-notice")
export class RehearsalNotice extends ConsoleElement {
  @property({ attribute: false }) rehearsals: readonly Rehearsal[] = [];
  @state() private asked: Rehearsal | undefined;
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    return html`${this.rehearsals.map((one) => this.#notice(one))}
      <duress-dialog
        heading=${this.t("incident.real_heading")}
        .open=${this.asked !== undefined}
        @closed=${() => (this.asked = undefined)}
      >
        <p>${this.t("incident.real_hint")}</p>
        ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
        <div slot="actions" class="actions">
          <button class="alarm" aria-disabled=${this.#doing.busy} @click=${this.#declare}>
            ${this.t("incident.do_real")}
          </button>
          <button @click=${() => (this.asked = undefined)}>${this.t("incident.back")}</button>
        </div>
      </duress-dialog>`;
  }

  #notice(rehearsal: Rehearsal): TemplateResult {
    const values = { until: this.format.time(rehearsal.until) };
    return html`<div class="notice">
      <p>${this.t(`incident.rehearsal_${rehearsal.kind}`, values)}</p>
      ${
        this.console.may("raise_incidents")
          ? html`<button class="alarm" @click=${() => (this.asked = rehearsal)}>${this.t("incident.act_real")}</button>`
          : nothing
      }
    </div>`;
  }

  async #declare(): Promise<void> {
    const rehearsal_id = this.asked?.rehearsal_id;
    const data = { site: this.console.site.site, rehearsal_id };
    if (!(await this.#doing.run(() => this.console.act("this_is_real", data)))) return;
    this.asked = undefined;
    this.dispatchEvent(new CustomEvent("declared"));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-rehearsal-notice": RehearsalNotice;
  }
}
