/** Taking in a file of people and pendants: what would happen first, then, once confirmed, doing it; and undoing it. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { RosterMessage } from "../../data/roster";
import { decode } from "../../text/decode";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { say, when } from "./said";

interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** What `duress.import_roster` answers. */
interface Answer {
  readonly import_id: string | null;
  readonly rows: Counts & { readonly left_out: number };
  readonly people: Counts;
  readonly transmitters: Counts;
  readonly changes: readonly string[];
  readonly changes_left_out: number;
  readonly errors: readonly { readonly message: string }[];
  readonly errors_left_out: number;
  readonly ignored_columns: readonly string[];
}

const styles = css`
  :host,
  form {
    display: grid;
    gap: 12px;
  }
  ul {
    max-height: 30vh;
    margin: 0;
    overflow: auto;
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  textarea {
    min-height: 120px;
    font-family: monospace;
  }
`;

/** `<duress-import-roster .roster=…>`: fires `done`. */
@customElement("duress-import-roster")
export class ImportRoster extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) roster!: RosterMessage;
  @state() private csv = "";
  @state() private preview: Answer | undefined;
  @state() private taken: Answer | undefined;
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    const { error } = this.#doing;
    return html`${error === undefined ? nothing : html`<p class="error" role="alert">${error}</p>`}
      <div role="status">
        ${this.taken === undefined ? nothing : html`<p class="heading">${this.t("people.import_done", { n: this.#does(this.taken) })}</p>`}
      </div>
      ${this.taken !== undefined ? this.#afterwards() : this.preview !== undefined ? this.#shown(this.preview) : this.#choosing()}`;
  }

  #choosing(): TemplateResult {
    return html`<form @submit=${this.#look}>
        <p>${this.t("people.import_what")}</p>
        <label
          >${this.t("people.import_file")}
          <input type="file" accept=".csv,.txt,text/csv" @change=${this.#read} />
        </label>
        <label
          >${this.t("people.import_paste")}
          <textarea
            spellcheck="false"
            .value=${this.csv}
            @input=${(event: Event) => (this.csv = (event.target as HTMLTextAreaElement).value)}
          ></textarea>
        </label>
        <div class="actions">
          <button class="strong" ?disabled=${this.#doing.busy || this.csv.trim() === ""}>
            ${this.t("people.import_preview")}
          </button>
        </div>
      </form>
      ${this.#last()}`;
  }

  #last(): TemplateResult | typeof nothing {
    const last = this.roster.last_import;
    if (last === null) return nothing;
    return html`<div class="card">
      <p>${this.t("people.import_last", { at: when(this.format, last.at) })}</p>
      <div class="actions">
        <button ?disabled=${this.#doing.busy} @click=${() => this.#undo(last.import_id)}>
          ${this.t("people.import_undo")}
        </button>
      </div>
    </div>`;
  }

  #does(answer: Answer): number {
    return answer.rows.added + answer.rows.changed;
  }

  #shown(answer: Answer): TemplateResult {
    const n = this.#does(answer);
    const { rows } = answer;
    return html`<p>${this.t("people.import_nothing_yet")}</p>
      <p class="counts" role="status">
        <span class="chip">${this.t("people.rows_added", { n: rows.added })}</span>
        <span class="chip">${this.t("people.rows_changed", { n: rows.changed })}</span>
        <span class="chip">${this.t("people.rows_unchanged", { n: rows.unchanged })}</span>
        <span class="chip ${rows.left_out > 0 ? "warn" : ""}"
          >${this.t("people.rows_left_out", { n: rows.left_out })}</span
        >
      </p>
      ${this.#sentences(
        "people.import_errors",
        answer.errors.map((error) => error.message),
        answer.errors_left_out,
      )}
      ${this.#sentences("people.import_changes", answer.changes, answer.changes_left_out)}
      ${answer.ignored_columns.length === 0 ? nothing : html`<p class="quiet">${this.t("people.import_ignored", { columns: this.format.list(answer.ignored_columns) })}</p>`}
      <div class="actions">
        ${
          n === 0
            ? html`<p>${this.t("people.import_empty")}</p>`
            : html`<button class="strong" ?disabled=${this.#doing.busy} @click=${this.#confirm}>
                ${this.t("people.import_confirm", { n })}
              </button>`
        }
        <button ?disabled=${this.#doing.busy} @click=${() => (this.preview = undefined)}>
          ${this.t("people.import_other")}
        </button>
      </div>`;
  }

  #sentences(
    title: "people.import_errors" | "people.import_changes",
    sentences: readonly string[],
    left: number,
  ): TemplateResult | typeof nothing {
    if (sentences.length === 0) return nothing;
    return html`<h3>${this.t(title, { n: sentences.length + left })}</h3>
      <ul tabindex="0" aria-label=${this.t(title, { n: sentences.length + left })}>
        ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
        ${left === 0 ? nothing : html`<li class="quiet">${this.t("people.and_more", { n: left })}</li>`}
      </ul>`;
  }

  #afterwards(): TemplateResult {
    const id = this.taken?.import_id;
    return html`<p>${this.t("people.import_undo_how")}</p>
      <div class="actions">
        <button class="strong" @click=${() => this.dispatchEvent(new CustomEvent("done"))}>
          ${this.t("people.import_fine")}
        </button>
        ${id ? html`<button ?disabled=${this.#doing.busy} @click=${() => this.#undo(id)}>${this.t("people.import_undo")}</button>` : nothing}
      </div>`;
  }

  #read(event: Event): void {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file === undefined) return;
    void this.#doing.run(async () => {
      this.csv = decode(await file.arrayBuffer());
      await this.#ask();
    });
  }

  #look(event: Event): void {
    event.preventDefault();
    void this.#doing.run(() => this.#ask());
  }

  get #file(): object {
    return { site: this.console.site.site, csv: this.csv };
  }

  async #ask(): Promise<void> {
    const data = { ...this.#file, language: this.console.home.language };
    this.preview = await this.console.act<Answer>("import_roster", data);
  }

  readonly #confirm = (): void => {
    const data = { ...this.#file, language: this.console.home.language, confirm: true };
    void this.#doing.run(async () => {
      this.taken = await this.console.act<Answer>("import_roster", data);
      this.preview = undefined;
      this.csv = "";
    });
  };

  #undo(id: string): void {
    const data = { site: this.console.site.site, import_id: id };
    void this.#doing.run(async () => {
      const { kept } = await this.console.act<{ readonly kept: readonly string[] }>("undo_import", data);
      const undone = this.t("people.import_undone");
      say(
        this,
        kept.length === 0 ? undone : `${undone} ${this.t("people.import_kept", { what: this.format.list(kept) })}`,
      );
      this.dispatchEvent(new CustomEvent("done"));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-import-roster": ImportRoster;
  }
}
