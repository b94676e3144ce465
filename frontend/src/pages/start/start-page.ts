/** The page First run: seven steps from an empty site to a school that is live, as far as facts have brought them. */
import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { Feed } from "../../data/feed";
import type { ProgressMessage, Step, StepName } from "../../data/progress";
import { customElement } from "../../ui/define";
import { PageElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";
import "./go-live";
import "./guide-step";

/** The page First run. */
@customElement("duress-start-page")
export class StartPage extends PageElement {
  static override styles = [
    shared,
    css`
      .page {
        max-width: 860px;
      }
      progress {
        width: 100%;
        height: 12px;
        accent-color: var(--calm);
      }
    `,
  ];

  /** Steps that somebody opened or closed by hand; every other one is open while it is the next. */
  @state() private opened: ReadonlyMap<StepName, boolean> = new Map();
  @state() private news = "";
  #before: ProgressMessage | undefined;
  readonly #progress = new Feed<ProgressMessage>(this, "duress/progress", undefined, () => this.#told());

  override render(): TemplateResult {
    return html`<div class="page">
      <h1>${this.t("start.title")}</h1>
      ${whenTold(this.console, this.#progress, (progress) => this.#content(progress))}
      <p class="hidden" role="status">${this.news}</p>
    </div>`;
  }

  #content(progress: ProgressMessage): TemplateResult {
    const values = { done: progress.done, of: progress.of };
    return html`<p>${this.t("start.intro")}</p>
      ${this.console.site.demo ? html`<p class="notice">${this.t("start.demo")}</p>` : nothing}
      <div>
        <label for="done">${this.t("start.progress", values)}</label>
        <progress id="done" max=${progress.of} value=${progress.done}></progress>
      </div>
      <ol class="plain">
        ${progress.steps.map((step, index) => html`<li>${this.#step(step, index + 1, progress)}</li>`)}
      </ol>`;
  }

  #step(step: Step, number: number, progress: ProgressMessage): TemplateResult {
    const isCurrent = step.step === progress.current;
    return html`<duress-guide-step
      .step=${step}
      .number=${number}
      .current=${isCurrent}
      .open=${this.opened.get(step.step) ?? isCurrent}
      .loose=${progress.loose}
      @opened=${({ detail }: CustomEvent<boolean>) => (this.opened = new Map([...this.opened, [step.step, detail]]))}
      >${step.step === "live" ? html`<duress-go-live .progress=${progress}></duress-go-live>` : nothing}</duress-guide-step
    >`;
  }

  /** Say which step has just been done, to those who do not see it. */
  #told(): void {
    const now = this.#progress.message;
    const before = this.#before;
    this.#before = now;
    const done = now?.steps.find(
      ({ step, state: how }) =>
        how === "done" && before?.steps.some((one) => one.step === step && one.state !== "done"),
    );
    if (done === undefined || now === undefined) return;
    this.news = this.t("start.step_done", { step: this.t(`start.step_${done.step}`) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-start-page": StartPage;
  }
}
