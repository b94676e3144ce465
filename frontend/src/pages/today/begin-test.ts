/** Beginning a test of pendants, or a drill: how long, why, and what it means for real alarms. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import type { Duty } from "../../data/duties";
import { customElement } from "../../ui/define";
import "../../ui/dialog";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";

const MINUTES = [10, 15, 30, 60, 120] as const;
const USUAL = { pendant: 15, drill: 60 } as const;

/** `<duress-begin-test .duty>`: open while it has a duty; fires `closed`. */
@customElement("duress-begin-test")
export class BeginTest extends ConsoleElement {
  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  @property({ attribute: false }) duty: Duty | undefined;
  @query("form") private readonly form!: HTMLFormElement | null;
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    const { duty } = this;
    const kind = duty?.kind === "drill" ? "drill" : "pendant";
    return html`<duress-dialog
      heading=${this.t(`today.begin_heading_${kind}`)}
      .open=${duty !== undefined}
      @closed=${this.#close}
    >
      ${
        duty === undefined
          ? nothing
          : html`<form @submit=${this.#begin}>
              <p>${this.t(`today.begin_means_${kind}`, { n: duty.count })}</p>
              <p>${this.t("today.begin_real")}</p>
              <label>
                ${this.t("today.minutes")}
                <select name="minutes">
                  ${MINUTES.map(
                    (one) =>
                      html`<option value=${one} ?selected=${one === USUAL[kind]}>
                        ${this.format.duration(one * 60)}
                      </option>`,
                  )}
                </select>
              </label>
              <label>
                ${this.t("today.reason")}
                <input name="reason" required maxlength="200" value=${this.t(`today.reason_${kind}`)} />
              </label>
              ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
              <div class="actions">
                <button class="strong" ?disabled=${this.#doing.busy}>${this.t(`today.begin_${kind}`)}</button>
              </div>
            </form>`
      }
    </duress-dialog>`;
  }

  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent("closed"));
  };

  readonly #begin = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { duty, form } = this;
    if (duty === undefined || form === null) return;
    const typed = new FormData(form);
    const data = {
      minutes: Number(typed.get("minutes")),
      reason: typed.get("reason"),
      ...(duty.kind === "drill" ? { site: this.console.site.site } : { device_id: duty.device_ids }),
    };
    const action = duty.kind === "drill" ? "start_drill" : "start_test";
    if (await this.#doing.run(() => this.console.act(action, data))) this.#close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-begin-test": BeginTest;
  }
}
