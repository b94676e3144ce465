/** One monitoring endpoint: whether the way there is proven, what waits, and a test with its answer. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Endpoint, LastTest, PathState, TestAnswer } from "../../data/endpoints";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { Ticking } from "../../ui/ticking";
import "./test-answer";
import { moment, short } from "./times";

/** The shape beside the word, so that no state is told by its colour. */
const SHAPES: Readonly<Record<PathState, string>> = {
  proven: "✓",
  failing: "▲",
  lost: "✕",
  retired: "⊘",
  unproven: "?",
};
const CHIPS: Readonly<Record<PathState, string>> = {
  proven: "good",
  failing: "warn",
  lost: "alarm",
  retired: "alarm",
  unproven: "",
};

/** `<duress-endpoint-card .endpoint .primary>`: fires `show` and `replay` with what is wanted. */
@customElement("duress-endpoint-card")
export class EndpointCardElement extends ConsoleElement {
  static override styles = [
    shared,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        align-items: center;
        justify-content: space-between;
      }
      h3 {
        font-size: 1.15rem;
        overflow-wrap: anywhere;
      }
      .what {
        flex-basis: 100%;
        overflow-wrap: anywhere;
      }
      .answer:empty {
        margin-block-start: -12px;
      }
      .answer {
        display: grid;
        gap: 8px;
      }
      [aria-disabled="true"] {
        opacity: 0.6;
      }
    `,
  ];

  @property({ attribute: false }) endpoint!: Endpoint;
  @property({ attribute: false }) primary: string | undefined;
  @state() private answer: TestAnswer | undefined;
  #before: number | undefined;
  readonly #test = new Doing(this);
  readonly #clock = new Ticking(this);

  override render(): TemplateResult {
    const { endpoint } = this;
    return html`<article class="card" aria-labelledby="name">
      <header>
        <h3 id="name">${endpoint.name}</h3>
        <span class="chip ${CHIPS[endpoint.state]}"
          ><span aria-hidden="true">${SHAPES[endpoint.state]}</span>
          ${this.t(`monitoring.state_${endpoint.state}`)}</span
        >
        <span class="quiet what"
          >${[this.word("monitoring", `type_${endpoint.type}`), endpoint.host].filter(Boolean).join(" · ")}</span
        >
      </header>
      <p>${this.#proof()}</p>
      ${this.primary === undefined ? nothing : html`<p>${this.t("monitoring.stands_in", { name: this.primary })}</p>`}
      ${this.#help()} ${this.#queue()}
      <p class="quiet">${this.#latency()}</p>
      <div class="actions">${this.#buttons()}</div>
      <div class="answer" role="status">${this.#answer()}</div>
    </article>`;
  }

  #proof(): string {
    const { state, last_proven, name, every } = this.endpoint;
    if (last_proven === null)
      return `${this.t("monitoring.never_proven")} ${this.t("monitoring.checked_every", { time: this.format.duration(every) })}`;
    const ago = this.format.ago(last_proven, Math.max(this.#clock.now, last_proven));
    if (state === "proven") return this.t("monitoring.proven_by", { name, ago });
    return this.t("monitoring.was_proven", { ago, at: moment(this.format, last_proven) });
  }

  #help(): TemplateResult | typeof nothing {
    const { state, what_to_do, answer, relieved } = this.endpoint;
    if (state === "proven") return nothing;
    const said = answer === null || answer === "" ? nothing : html`<p>${this.t("monitoring.it_said", { answer })}</p>`;
    return html`${relieved ? html`<p>${this.t("monitoring.relieved")}</p>` : nothing} ${said}
    ${
      what_to_do === null
        ? nothing
        : html`<p class="notice"><strong>${this.t("monitoring.what_to_do")}:</strong> ${what_to_do}</p>`
    }`;
  }

  #queue(): TemplateResult {
    const { waiting, oldest_waiting, dead_letters } = this.endpoint;
    const since = oldest_waiting === null ? "–" : moment(this.format, oldest_waiting);
    return html`<p>
        ${waiting === 0 ? this.t("monitoring.waiting_none") : this.t("monitoring.waiting", { n: waiting, at: since })}
      </p>
      ${dead_letters === 0 ? nothing : this.#deadLetters(dead_letters)}`;
  }

  #deadLetters(count: number): TemplateResult {
    return html`<p class="notice">${this.t("monitoring.dead", { n: count })}</p>
      <div class="actions">
        ${
          this.console.may("read_history")
            ? html`<button @click=${() => this.#tell("show", "dead_letters")}>
                ${this.t("monitoring.show_dead")}
              </button>`
            : nothing
        }
        ${
          this.console.may("forward_incidents")
            ? html`<button @click=${() => this.#tell("replay", count)}>${this.t("monitoring.replay_all")}</button>`
            : nothing
        }
      </div>`;
  }

  #latency(): string {
    const { latency } = this.endpoint;
    if (latency === null) return this.t("monitoring.no_latency");
    const median = short(this.format, latency.median * 1000);
    return this.t("monitoring.latency", { n: latency.alarms, median, p95: short(this.format, latency.p95 * 1000) });
  }

  #buttons(): (TemplateResult | typeof nothing)[] {
    const may = this.console.may("prove_paths") && this.endpoint.device_id !== null;
    return [
      may
        ? html`<button class="strong" aria-disabled=${this.#test.busy ? "true" : "false"} @click=${this.#send}>
            ${this.t(this.#test.busy ? "monitoring.sending" : "monitoring.send_test")}
          </button>`
        : nothing,
      this.console.may("read_history")
        ? html`<button @click=${() => this.#tell("show", "all")}>${this.t("monitoring.show_sent")}</button>`
        : nothing,
    ];
  }

  #answer(): TemplateResult | typeof nothing {
    if (this.#test.error !== undefined) return html`<p class="error">${this.#test.error}</p>`;
    const shown = this.#shown();
    if (shown === null) return nothing;
    return html`<duress-test-answer .test=${shown} .name=${this.endpoint.name}></duress-test-answer>`;
  }

  /** The test sent from here, with what has come to it since; after a newer one that of somebody else. */
  #shown(): TestAnswer | LastTest | null {
    const { answer } = this;
    const last = this.endpoint.last_test;
    if (answer === undefined || last === null) return answer ?? last;
    if (last.at === this.#before) return answer;
    return last.milliseconds === answer.milliseconds ? { ...last, ...answer } : last;
  }

  #send(): void {
    const endpoints = [this.endpoint.device_id];
    void this.#test.run(async () => {
      this.answer = undefined;
      this.#before = this.endpoint.last_test?.at;
      const { tests } = await this.console.act<{ tests: readonly TestAnswer[] }>("send_test", { endpoints });
      this.answer = tests[0];
    });
  }

  #tell(name: "show" | "replay", detail: string | number): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-endpoint-card": EndpointCardElement;
  }
}
