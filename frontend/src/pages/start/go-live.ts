/** The go-live list, and the act of a person who says that the school is live. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Check, Live, ProgressMessage } from "../../data/progress";
import { customElement } from "../../ui/define";
import "../../ui/dialog";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import "./check-list";

/** `<duress-go-live .progress>` */
@customElement("duress-go-live")
export class GoLive extends ConsoleElement {
  static override styles = [
    shared,
    css`
      :host,
      form {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  @property({ attribute: false }) progress!: ProgressMessage;
  @state() private asked = false;
  @query("form") private readonly form!: HTMLFormElement | null;
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    const { steps, live } = this.progress;
    const open = steps.flatMap(({ checks }) => checks).filter(({ met }) => !met);
    return html`
      ${live === null ? nothing : this.#said(live)}
      <p>
        <strong>
          ${open.length === 0 ? this.t("start.all_met") : this.t("start.open_points", { n: open.length })}
        </strong>
      </p>
      ${steps.map(
        (one) =>
          html`<h3>${this.t(`start.step_${one.step}`)}</h3>
            <duress-check-list .checks=${one.checks} ?brief=${one.step !== "live"}></duress-check-list>`,
      )}
      ${this.#act(live !== null)} ${this.#dialog(open, live !== null)}
    `;
  }

  #said({ at, by, reason, open }: Live): TemplateResult {
    return html`<div class="notice">
      <p><strong>${this.t("start.said_live", { who: by, at: this.format.dateTime(at) })}</strong></p>
      ${reason === "" ? nothing : html`<p>${this.t("start.said_reason", { reason })}</p>`}
      ${open.length === 0 ? nothing : html`<p class="quiet">${this.t("start.said_open", { n: open.length })}</p>`}
    </div>`;
  }

  #act(isLive: boolean): TemplateResult {
    if (!this.console.may("install")) {
      const live = this.progress.steps.find(({ step }) => step === "live");
      const who = this.format.list((live?.who ?? []).map((role) => this.word("today", `role_${role}`)));
      return html`<p class="quiet">${this.t("start.who_live", { who })}</p>`;
    }
    return html`<p>
      <button class=${isLive ? "" : "strong"} aria-haspopup="dialog" @click=${() => (this.asked = true)}>
        ${this.t(isLive ? "start.take_back" : "start.say_live")}
      </button>
    </p>`;
  }

  #dialog(open: readonly Check[], isLive: boolean): TemplateResult {
    const needsReason = isLive || open.length > 0;
    return html`<duress-dialog
      heading=${this.t(isLive ? "start.take_back" : "start.say_live")}
      .open=${this.asked}
      @closed=${() => (this.asked = false)}
    >
      ${
        this.asked
          ? html`<form @submit=${(event: Event) => this.#say(event, !isLive)}>
              <p>${this.t(isLive ? "start.take_back_means" : "start.live_means")}</p>
              ${
                open.length > 0 && !isLive
                  ? html`<div class="notice">
                      <p><strong>${this.t("start.open_points", { n: open.length })}</strong></p>
                      <duress-check-list .checks=${open} brief></duress-check-list>
                    </div>`
                  : nothing
              }
              ${
                needsReason
                  ? html`<label>
                      ${this.t(isLive ? "start.reason_back" : "start.reason")}
                      <input name="reason" required maxlength="300" />
                    </label>`
                  : nothing
              }
              ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
              <div class="actions">
                <button class=${isLive ? "alarm" : "strong"} ?disabled=${this.#doing.busy}>
                  ${this.t(isLive ? "start.take_back" : "start.say_live")}
                </button>
              </div>
            </form>`
          : nothing
      }
    </duress-dialog>`;
  }

  async #say(event: Event, live: boolean): Promise<void> {
    event.preventDefault();
    const reason = this.form === null ? "" : (new FormData(this.form).get("reason") ?? "");
    const data = { site: this.console.site.site, live, reason };
    if (await this.#doing.run(() => this.console.act("go_live", data))) this.asked = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-go-live": GoLive;
  }
}
