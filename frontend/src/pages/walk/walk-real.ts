/** The way out for a walker who needs help: while the walk runs, their own pendant calls nobody. */
import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Walk } from "../../data/survey";
import { customElement } from "../../ui/define";
import "../../ui/dialog";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";

/** `<duress-walk-real .walk>`: a button, and the question whether the last press is to be a call for help. */
@customElement("duress-walk-real")
export class WalkReal extends ConsoleElement {
  @property({ attribute: false }) walk!: Walk;
  @state() private asking = false;

  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    if (this.walk.rehearsal_id === null) return html``;
    return html`
      <div class="card">
        <p>${this.t("walk.silent")}</p>
        <button class="alarm" @click=${() => (this.asking = true)}>${this.t("walk.real")}</button>
      </div>
      <duress-dialog
        .console=${this.console}
        ?open=${this.asking}
        heading=${this.t("walk.real_ask")}
        @closed=${() => (this.asking = false)}
      >
        <p>${this.t("walk.real_long")}</p>
        ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
        <div class="actions" slot="actions">
          <button class="alarm" ?disabled=${this.#doing.busy} @click=${this.#real}>${this.t("walk.real_yes")}</button>
        </div>
      </duress-dialog>
    `;
  }

  async #real(): Promise<void> {
    const data = { site: this.console.site.site, rehearsal_id: this.walk.rehearsal_id };
    if (await this.#doing.run(() => this.console.act("this_is_real", data))) this.asking = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-walk-real": WalkReal;
  }
}
