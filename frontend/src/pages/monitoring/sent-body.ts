/** The body of a message, exactly as it was sent. */
import { css, html, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { copy } from "../../ui/copy";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";

/** `<duress-sent-body .body .redacted>`: null for a body that the role may not read. */
@customElement("duress-sent-body")
export class SentBodyElement extends ConsoleElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 8px;
        min-width: 0;
      }
      pre {
        margin: 0;
        padding: 12px;
        max-height: 320px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--ground);
        font-size: 0.85rem;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) body: string | null = null;
  @property({ attribute: false }) type = "";
  @property({ type: Boolean }) redacted = false;
  @state() private laidOut = false;
  @state() private copied: boolean | undefined;

  override render(): TemplateResult {
    if (this.body === null) return html`<p class="notice">${this.t("monitoring.no_body")}</p>`;
    const lines = linesOf(this.body);
    return html`
      <h3>${this.t("monitoring.body")} <span class="quiet">${this.type}</span></h3>
      ${this.redacted ? html`<p class="notice">${this.t("monitoring.redacted")}</p>` : ""}
      <pre tabindex="0" role="group" aria-label=${this.t("monitoring.body")}>
${this.laidOut ? (lines ?? this.body) : this.body}</pre>
      <div class="actions">
        ${
          lines === undefined
            ? ""
            : html`<label class="row"
                ><input type="checkbox" .checked=${this.laidOut} @change=${() => (this.laidOut = !this.laidOut)} />
                ${this.t("monitoring.lay_out")}</label
              >`
        }
        <button @click=${this.#copy}>${this.t("monitoring.copy")}</button>
        <span class="quiet" role="status"
          >${this.copied === undefined ? "" : this.t(this.copied ? "monitoring.copied" : "monitoring.not_copied")}</span
        >
      </div>
    `;
  }

  async #copy(): Promise<void> {
    this.copied = await copy(this.body ?? "");
  }
}

/** A body in JSON with one value on each line; undefined for any other. */
function linesOf(body: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-sent-body": SentBodyElement;
  }
}
