/** What a test of an endpoint was answered, in words, and what was sent. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { LastTest, TestAnswer } from "../../data/endpoints";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import "./receipts";
import "./sent-body";
import { moment, short } from "./times";

/** `<duress-test-answer .test .name>`: of the endpoint of that name. */
@customElement("duress-test-answer")
export class TestAnswerElement extends ConsoleElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) test!: TestAnswer | LastTest;
  @property({ attribute: false }) name = "";

  override render(): TemplateResult {
    const { test } = this;
    const last = "at" in test ? test : undefined;
    return html`${
        last === undefined
          ? nothing
          : html`<p class="quiet">${this.t("monitoring.last_test", { at: moment(this.format, last.at) })}</p>`
      }
      <p class=${test.delivered ? "" : "error"}>
        <span class="chip">${this.t("monitoring.test")}</span> ${this.#words()}
      </p>
      ${
        test.delivered && test.answer !== null
          ? html`<p>${this.t("monitoring.it_said", { answer: test.answer })}</p>`
          : nothing
      }
      <duress-receipts .receipts=${last?.receipts ?? []}></duress-receipts>
      ${
        test.what_to_do === null
          ? nothing
          : html`<p class="notice"><strong>${this.t("monitoring.what_to_do")}:</strong> ${test.what_to_do}</p>`
      }
      ${last === undefined ? html`<p class="quiet">${this.t("monitoring.test_note")}</p>` : nothing} ${this.#sent()}`;
  }

  #words(): string {
    const { delivered, outcome, answer } = this.test;
    const values = { name: this.name, time: short(this.format, this.test.milliseconds), answer: answer ?? "" };
    if (delivered) return this.t("monitoring.test_confirmed", values);
    if (outcome === "accepted")
      return this.t(answer === null ? "monitoring.test_accepted_only" : "monitoring.test_accepted", values);
    return this.t(answer === null ? "monitoring.test_failed_only" : "monitoring.test_failed", values);
  }

  #sent(): TemplateResult | typeof nothing {
    const { body, content_type, redacted } = this.test;
    if (content_type === null) return nothing;
    return html`<details>
      <summary class="button">${this.t("monitoring.what_was_sent")}</summary>
      <duress-sent-body .body=${body} .type=${content_type} ?redacted=${redacted}></duress-sent-body>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-test-answer": TestAnswerElement;
  }
}
