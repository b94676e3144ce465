/** What is to be done about an alarm, as the school has written it down. */
import { html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { ChecklistStep, Incident } from "../../data/incidents";
import { Doing } from "../../ui/doing";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";

/** `<duress-incident-checklist>`: a step that is done stays done, with who did it. */
@customElement("duress-incident-checklist")
export class IncidentChecklist extends ConsoleElement {
  @property({ attribute: false }) incident!: Incident;
  readonly #doing = new Doing(this);

  override render(): TemplateResult | typeof nothing {
    if (this.incident.checklist.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="checklist">
      <h2 id="checklist">${this.t("incident.checklist")}</h2>
      ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
      <ol class="plain">
        ${this.incident.checklist.map((step) => html`<li>${this.#step(step)}</li>`)}
      </ol>
    </section>`;
  }

  #step(step: ChecklistStep): TemplateResult {
    const isDone = step.at !== null;
    const mayNot = !this.console.may("handle_incidents") || this.incident.state === "closed";
    const by = step.by ?? this.t("incident.somebody");
    return html`<label class="row">
      <input
        type="checkbox"
        .checked=${isDone}
        ?disabled=${isDone || mayNot || this.#doing.busy}
        @change=${(event: Event) => this.#done(step, event.target as HTMLInputElement)}
      />
      <span
        >${step.step}. ${step.text}
        ${
          step.at === null
            ? nothing
            : html`<span class="quiet">${this.t("incident.done_by", { by, at: this.format.seconds(step.at) })}</span>`
        }</span
      >
    </label>`;
  }

  async #done(step: ChecklistStep, box: HTMLInputElement): Promise<void> {
    const { incident_id } = this.incident;
    const was = await this.#doing.run(() => this.console.act("check_step", { incident_id, step: step.step }));
    if (!was) box.checked = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-checklist": IncidentChecklist;
  }
}
