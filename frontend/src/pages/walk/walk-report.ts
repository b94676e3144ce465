/** The accuracy report on the screen: dated, to print, to save. */
import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { addressOf } from "../../data/navigate";
import { followCoverage } from "../../data/coverage";
import type { Accuracy } from "../../data/proof";
import { followSurvey } from "../../data/survey";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";
import { go } from "./go";
import { PrintSheet } from "./print-sheet";
import { type Report, reportOf, type Words } from "./report";

const styles = css`
  section {
    display: grid;
    gap: 12px;
    min-width: 0;
  }
  .figure {
    padding-inline-start: 12px;
    border-inline-start: 6px solid var(--ink);
    font-size: 1.2rem;
    font-weight: 600;
  }
  caption {
    padding: 4px 0;
    text-align: start;
    font-weight: 600;
  }
  small {
    display: block;
  }
  tbody th {
    font-weight: normal;
  }
  td.poor {
    color: var(--alarm-ink);
    font-weight: 600;
  }
  td.good {
    color: var(--good-ink);
  }
  .matrix {
    width: auto;
  }
  .matrix td {
    min-width: 2.2rem;
    text-align: center;
  }
  .matrix tbody th {
    min-width: 7rem;
    position: sticky;
    inset-inline-start: 0;
    background: var(--paper);
  }
  .matrix .same {
    background: var(--line);
  }
  .upright {
    vertical-align: bottom;
  }
  .upright span {
    writing-mode: vertical-rl;
    transform: rotate(180deg);
    max-height: 12rem;
  }
`;

/** `<duress-walk-report>`: follows the survey, so that it is never older than what it tells of. */
@customElement("duress-walk-report")
export class WalkReport extends ConsoleElement {
  static override styles = [shared, styles];

  @state() private measured: Omit<Report, "coverage"> | undefined;

  readonly #survey = followSurvey(this);
  readonly #coverage = followCoverage(this);
  readonly #asking = new Doing(this);
  readonly #saving = new Doing(this);
  #version: number | undefined;

  constructor() {
    super();
    new PrintSheet(this, () => {
      const report = this.#report;
      return report && reportOf(this.#words, report);
    });
  }

  override updated(): void {
    const survey = this.#survey.message;
    if (survey === undefined || survey.version === this.#version || this.#asking.busy) return;
    this.#version = survey.version;
    void this.#asking.run(() => this.#ask(survey.version));
  }

  override render(): TemplateResult {
    const error = this.#asking.error ?? this.#coverage.refusal;
    const report = this.#report;
    const failed = this.#saving.error;
    return html`<div class="page">
      ${this.#actions()} ${failed === undefined ? nothing : html`<p class="error" role="alert">${failed}</p>`}
      ${error === undefined ? nothing : html`<p class="error" role="alert">${error}</p>`}
      ${report === undefined ? this.#waiting() : html`${reportOf(this.#words, report)}`}
    </div>`;
  }

  /** Everything, once both parts of it are known. */
  get #report(): Report | undefined {
    const coverage = this.#coverage.message;
    return this.measured === undefined || coverage === undefined ? undefined : { ...this.measured, coverage };
  }

  get #words(): Words {
    return { t: (key, values) => this.t(key, values), format: this.format };
  }

  #waiting(): TemplateResult | typeof nothing {
    if (this.#asking.error !== undefined || this.#coverage.refusal !== undefined) return nothing;
    return whenTold(
      this.console,
      this.#survey,
      () => html`<p class="quiet" role="status">${this.t("walk.report_working")}</p>`,
    );
  }

  #actions(): TemplateResult {
    const mayExport = this.console.may("run_tests");
    const maySurvey = this.console.may("survey");
    const busy = this.#saving.busy || this.#report === undefined;
    const print = html`<button class="strong" ?disabled=${busy} @click=${() => window.print()}>
      ${this.t("walk.print")}
    </button>`;
    return html`<div class="actions no-print">
      <a class="button" href=${addressOf("walk")} @click=${go}>${this.t("walk.to_overview")}</a>
      ${mayExport || maySurvey ? print : nothing}
      ${mayExport ? html`<button ?disabled=${busy} @click=${this.#save}>${this.t("walk.save")}</button>` : nothing}
      ${maySurvey ? html`<button ?disabled=${busy} @click=${this.#export}>${this.t("walk.save_survey")}</button>` : nothing}
    </div>`;
  }

  async #ask(version: number): Promise<void> {
    const { console } = this;
    const language = console.home.language;
    const accuracy = await console.ask<Accuracy>("duress/accuracy", { language });
    this.measured = { school: console.site.name, at: Date.now() / 1000, version, accuracy };
  }

  async #save(): Promise<void> {
    const data = { site: this.console.site.site, language: this.console.home.language, to_file: false };
    await this.#saving.run(async () => {
      const { page } = await this.console.act<{ readonly page: string }>("export_report", data);
      download(page, "text/html", "report.html");
    });
  }

  async #export(): Promise<void> {
    await this.#saving.run(async () => {
      const { survey } = await this.console.act<{ readonly survey: object }>("export_survey", {
        site: this.console.site.site,
      });
      download(JSON.stringify(survey, null, 2), "application/json", "survey.json");
    });
  }
}

/** Hand a file to the browser. */
function download(text: string, type: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `duress-${new Date().toISOString().slice(0, 10)}-${name}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-walk-report": WalkReport;
  }
}
