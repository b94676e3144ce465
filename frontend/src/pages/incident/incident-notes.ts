/** What people wrote down about an alarm. */
import { html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Incident } from "../../data/incidents";
import { Doing } from "../../ui/doing";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";

/** `<duress-incident-notes>`: nothing for a role that may not read the history. */
@customElement("duress-incident-notes")
export class IncidentNotes extends ConsoleElement {
  @property({ attribute: false }) incident!: Incident;
  readonly #doing = new Doing(this);

  override render(): TemplateResult | typeof nothing {
    const { notes } = this.incident;
    if (notes === null) return nothing;
    return html`<section class="card" aria-labelledby="notes">
      <h2 id="notes">${this.t("incident.notes")}</h2>
      ${notes.length === 0 ? html`<p class="quiet">${this.t("incident.notes_none")}</p>` : nothing}
      <ol class="plain">
        ${notes.map(
          (note) => html`<li><span class="quiet">${this.format.seconds(note.at)} ${note.by}:</span> ${note.text}</li>`,
        )}
      </ol>
      ${this.console.may("handle_incidents") && this.incident.state !== "closed" ? this.#form() : nothing}
    </section>`;
  }

  #form(): TemplateResult {
    return html`<form class="card" @submit=${this.#submit}>
      <label>
        ${this.t("incident.note")}
        <textarea name="text" rows="2" maxlength="1000" required></textarea>
      </label>
      ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
      <button aria-disabled=${this.#doing.busy}>${this.t("incident.add_note")}</button>
    </form>`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = this.renderRoot.querySelector("textarea")?.value ?? "";
    const { incident_id } = this.incident;
    // What was refused stays in the field, to be mended.
    if (await this.#doing.run(() => this.console.act("add_note", { incident_id, text }))) form.reset();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-notes": IncidentNotes;
  }
}
