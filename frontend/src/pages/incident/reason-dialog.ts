/** Asks why an alarm is ended. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { customElement } from "../../ui/define";
import "../../ui/dialog";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import type { Reasoned } from "./next-steps";

/** What the event `given` brings; `done` is called with why it was refused, or nothing. */
export interface Reason {
  readonly act: Reasoned;
  readonly reason: string;
  readonly disposition?: string;
  readonly done: (refusal: string | undefined) => void;
}

const styles = css`
  form {
    display: grid;
    gap: var(--gap);
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
  }
`;

/** `<duress-reason-dialog>`: open while it has an act. */
@customElement("duress-reason-dialog")
export class ReasonDialog extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) act: Reasoned | undefined;
  @state() private error: string | undefined;
  @state() private busy = false;
  @query("textarea") private readonly field!: HTMLTextAreaElement | null;
  @query("#do") private readonly submit!: HTMLButtonElement | null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("act")) return;
    this.error = undefined;
    this.busy = false;
  }

  override render(): TemplateResult {
    const { act } = this;
    return html`<duress-dialog
      heading=${act === undefined ? "" : this.t(`incident.heading_${act}`)}
      .open=${act !== undefined}
      @closed=${() => this.dispatchEvent(new CustomEvent("closed"))}
    >
      ${act === undefined ? nothing : this.#form(act)}
    </duress-dialog>`;
  }

  #form(act: Reasoned): TemplateResult {
    return html`<form @submit=${this.#submit}>
      <p>${this.t(`incident.hint_${act}`)}</p>
      ${act === "cancel" ? this.#dispositions() : nothing}
      <label>
        ${this.t("incident.reason")}
        <textarea name="reason" rows="2" maxlength="300" required @keydown=${this.#key}></textarea>
      </label>
      <div class="actions">
        <button type="button" @click=${() => this.#fill(this.t(`incident.example_${act}`))}>
          ${this.t(`incident.example_${act}`)}
        </button>
      </div>
      ${this.error === undefined ? nothing : html`<p class="error" role="alert">${this.error}</p>`}
      <div class="actions">
        <button id="do" class="strong" aria-disabled=${this.busy}>${this.t(`incident.do_${act}`)}</button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent("closed"))}>
          ${this.t("incident.back")}
        </button>
      </div>
    </form>`;
  }

  #dispositions(): TemplateResult {
    const as = (name: "cancelled" | "false_alarm", checked: boolean): TemplateResult =>
      html`<label class="row"
        ><input
          type="radio"
          name="disposition"
          value=${name}
          ?checked=${checked}
        />${this.t(`incident.as_${name}`)}</label
      >`;
    return html`<fieldset>
      <legend>${this.t("incident.cancel_as")}</legend>
      ${as("cancelled", true)} ${as("false_alarm", false)}
    </fieldset>`;
  }

  #fill(text: string): void {
    if (this.field === null) return;
    this.field.value = text;
    this.submit?.focus();
  }

  /** A reason is one line: Enter gives it, as in every other field. */
  #key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.field?.form?.requestSubmit();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.act === undefined || this.busy) return;
    const given = new FormData(event.target as HTMLFormElement);
    const reason = this.field?.value.trim() ?? "";
    if (reason === "") {
      this.error = this.t("incident.reason_missing");
      return;
    }
    this.busy = true;
    const disposition = given.get("disposition");
    const done = (refusal: string | undefined): void => {
      this.busy = false;
      this.error = refusal;
    };
    const detail = { act: this.act, reason, done, ...(disposition === null ? {} : { disposition }) };
    this.dispatchEvent(new CustomEvent("given", { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-reason-dialog": ReasonDialog;
  }
}
