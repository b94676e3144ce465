/** Asking for how long and why the troubles of something are muted. */
import { html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Trouble } from "../../data/upkeep";
import { customElement } from "../../ui/define";
import "../../ui/dialog";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";

const MINUTES = [30, 60, 120, 240, 480, 1440] as const;
const USUAL = 60;

/** `<duress-mute-dialog .trouble>`: open while there is a trouble; fires `closed`. */
@customElement("duress-mute-dialog")
export class MuteDialogElement extends ConsoleElement {
  @property({ attribute: false }) trouble: Trouble | undefined;
  @state() private minutes: number = USUAL;
  @query("input") private readonly reason!: HTMLInputElement;
  readonly #muting = new Doing(this);

  override render(): TemplateResult {
    const { trouble } = this;
    const label = this.format.list(trouble?.afflicted.map((one) => one.label) ?? []);
    return html`<duress-dialog
      ?open=${trouble !== undefined}
      heading=${this.t("upkeep.mute_heading", { label })}
      @closed=${this.#closed}
    >
      ${trouble === undefined ? nothing : this.#form()}
    </duress-dialog>`;
  }

  #form(): TemplateResult {
    return html`<form @submit=${this.#mute}>
      <div class="card">
        <p>${this.t("upkeep.mute_text")}</p>
        <label
          >${this.t("upkeep.mute_for")}
          <select @change=${(event: Event) => (this.minutes = Number((event.target as HTMLSelectElement).value))}>
            ${MINUTES.map(
              (minutes) =>
                html`<option value=${minutes} ?selected=${minutes === this.minutes}>${this.#choice(minutes)}</option>`,
            )}
          </select>
        </label>
        <label>${this.t("upkeep.mute_reason")} <input required maxlength="200" autocomplete="off" /></label>
        ${this.#muting.error === undefined ? nothing : html`<p class="error" role="alert">${this.#muting.error}</p>`}
        <div class="actions">
          <button class="strong" ?disabled=${this.#muting.busy}>${this.t("upkeep.mute_do")}</button>
          <button type="button" @click=${this.#closed}>${this.t("upkeep.back")}</button>
        </div>
      </div>
    </form>`;
  }

  #choice(minutes: number): string {
    const until = Date.now() / 1000 + minutes * 60;
    return `${this.format.duration(minutes * 60)} – ${this.t("upkeep.mute_until", { at: this.format.dateTime(until) })}`;
  }

  #mute(event: Event): void {
    event.preventDefault();
    const devices = this.trouble?.afflicted.filter((one) => one.muted_until === null) ?? [];
    const reason = this.reason.value;
    void this.#muting
      .run(async () => {
        for (const { device_id } of devices)
          await this.console.act("bypass", { device_id, minutes: this.minutes, reason });
      })
      .then((done) => {
        if (done) this.#closed();
      });
  }

  #closed(): void {
    this.dispatchEvent(new CustomEvent("closed"));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-mute-dialog": MuteDialogElement;
  }
}
