/** Adding a box of pendants by pressing one after the other: each is shown as it is pressed, and saved with one key. */
import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { choicesOf, type FlowStep, SubentryFlow, suggestedBy } from "../../data/subentry-flow";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";

const styles = css`
  :host,
  form {
    display: grid;
    gap: 12px;
  }
  .listening {
    padding: 16px;
    border: 2px dashed var(--edge);
    border-radius: var(--round);
    font-size: 1.2rem;
  }
  .heard {
    font-size: 1.2rem;
    font-weight: 600;
  }
`;

/** `<duress-add-pendants>`: listens from the moment it is shown until it is removed; fires `done`. */
@customElement("duress-add-pendants")
export class AddPendants extends ConsoleElement {
  static override styles = [shared, styles];

  @state() private step: FlowStep | undefined;
  @state() private added: readonly string[] = [];
  readonly #doing = new Doing(this);
  #flow: SubentryFlow | undefined;

  override firstUpdated(): void {
    this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#flow?.end();
    this.#flow = undefined;
  }

  override render(): TemplateResult {
    const { error } = this.#doing;
    return html`<p>${this.t("people.add_what")}</p>
      <div role="status">${this.#standing()}</div>
      ${this.#form()} ${error === undefined ? nothing : html`<p class="error" role="alert">${error}</p>`}
      ${
        this.added.length === 0
          ? nothing
          : html`<h3>${this.t("people.added", { n: this.added.length })}</h3>
              <ol>
                ${this.added.map((label) => html`<li>${label}</li>`)}
              </ol>`
      }
      <div class="actions">
        <button @click=${() => this.dispatchEvent(new CustomEvent("done"))}>${this.t("people.add_end")}</button>
      </div>`;
  }

  #standing(): TemplateResult | typeof nothing {
    const { step } = this;
    if (step === undefined) return nothing;
    if (step.type === "progress") return html`<p class="listening">${this.t("people.press_now")}</p>`;
    if (step.type === "abort")
      return html`<p class="notice">
        ${this.console.texts.find(`people.add_abort_${step.reason ?? ""}`) ?? this.t("people.add_over")}
      </p>`;
    if (step.step_id === "series_idle") return html`<p class="notice">${this.t("people.add_idle")}</p>`;
    return nothing;
  }

  #form(): TemplateResult | typeof nothing {
    const { step } = this;
    if (step?.step_id === "series_idle" || step?.type === "abort")
      return html`<div class="actions">
        <button class="strong" ?disabled=${this.#doing.busy} @click=${this.#again}>
          ${this.t("people.add_again")}
        </button>
      </div>`;
    if (step?.type !== "form") return nothing;
    return step.step_id === "heard" ? this.#which(step) : this.#details(step);
  }

  #which(step: FlowStep): TemplateResult {
    return html`<p>${this.t("people.add_several")}</p>
      <div class="actions">
        ${choicesOf(step, "uid").map(
          ([uid, label]) =>
            html`<button ?disabled=${this.#doing.busy} @click=${() => this.#answer({ uid })}>${label}</button>`,
        )}
      </div>`;
  }

  #details(step: FlowStep): TemplateResult {
    const pti = suggestedBy(step, "model");
    const model = choicesOf(step, "model").find(([value]) => value === pti)?.[1] ?? "";
    const area = suggestedBy(step, "area");
    const areas = Object.values(this.console.home.areas).sort((a, b) => a.name.localeCompare(b.name));
    const errors = Object.entries(step.errors ?? {});
    return html`<form class="card" @submit=${(event: Event) => this.#save(event, step)}>
      <p class="heard" role="status">
        ${this.t("people.was_heard", { what: `${model} ${suggestedBy(step, "serial") ?? ""}`.trim() })}
      </p>
      <label
        >${this.t("people.label")}
        <input
          name="name"
          required
          maxlength="100"
          autocomplete="off"
          .value=${suggestedBy(step, "name") ?? ""}
          aria-describedby="help"
        />
        <span id="help" class="quiet">${this.t("people.label_help")}</span>
      </label>
      <label
        >${this.t("people.usual_room")}
        <select name="area">
          <option value="">–</option>
          ${areas.map((one) => html`<option value=${one.area_id} ?selected=${one.area_id === area}>${one.name}</option>`)}
        </select>
      </label>
      ${errors.map(
        ([, code]) =>
          html`<p class="error" role="alert">
            ${this.console.texts.find(`people.add_error_${code}`) ?? this.t("people.add_error")}
          </p>`,
      )}
      <div class="actions">
        <button class="strong" ?disabled=${this.#doing.busy}>${this.t("people.add_save")}</button>
      </div>
    </form>`;
  }

  #listen(): void {
    const flow = new SubentryFlow(
      () => this.console.home,
      (step) => this.#show(step),
    );
    this.#flow = flow;
    void this.#doing.run(async () => {
      await flow.begin(this.console.site.site, "transmitter");
      if (this.step?.step_id === "user") await flow.answer({ next_step_id: "series" });
    });
  }

  readonly #again = (): void => {
    if (this.step?.type === "abort") this.#listen();
    else void this.#answer({ next_step_id: "series" });
  };

  #show(step: FlowStep): void {
    const isNew = step.step_id !== this.step?.step_id;
    this.step = step;
    if (step.type === "form" && isNew)
      void this.updateComplete.then(() => {
        const first = this.renderRoot.querySelector<HTMLInputElement>("form input, .actions button");
        first?.focus();
        if (first instanceof HTMLInputElement) first.select();
      });
  }

  #save(event: Event, step: FlowStep): void {
    event.preventDefault();
    const typed = new FormData(event.currentTarget as HTMLFormElement);
    const label = textOf(typed, "name");
    const area = textOf(typed, "area");
    const kept = ["serial", "model", "role"].flatMap((name) => {
      const value = suggestedBy(step, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    const data = { ...Object.fromEntries(kept), name: label, ...(area === "" ? {} : { area }), another: true };
    void this.#answer(data).then((done) => {
      if (done && this.step?.step_id !== step.step_id) this.added = [...this.added, label];
    });
  }

  #answer(data: object): Promise<boolean> {
    return this.#doing.run(() => this.#flow?.answer(data) ?? Promise.resolve());
  }
}

function textOf(typed: FormData, name: string): string {
  const value = typed.get(name);
  return typeof value === "string" ? value.trim() : "";
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-add-pendants": AddPendants;
  }
}
