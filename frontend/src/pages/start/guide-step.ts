/** One step of the guide: how far it is, from which facts, and where to go on. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { addressOf } from "../../data/navigate";
import type { Step, StepState } from "../../data/progress";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { follow } from "../../ui/link";
import { shape, type Shape } from "../../ui/shapes";
import { shared } from "../../ui/styles";
import "./check-list";
import { type WayToDo, waysOf } from "./ways";

const SHAPES: Readonly<Record<StepState, Shape>> = { empty: "ring", begun: "hourglass", done: "check" };
const LOOKS: Readonly<Record<StepState, string>> = { empty: "", begun: "warn", done: "good" };

/** `<duress-guide-step>`: the list of the last step goes into its slot. */
@customElement("duress-guide-step")
export class GuideStep extends ConsoleElement {
  static override styles = [
    shared,
    css`
      .card {
        padding: 0;
        gap: 0;
      }
      .card.now {
        border-color: var(--calm);
        border-width: 2px;
      }
      summary {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        min-height: var(--touch);
        padding: 12px var(--gap);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary::after {
        content: "▾";
        margin-inline-start: auto;
      }
      details[open] summary::after {
        content: "▴";
      }
      .inside {
        display: grid;
        gap: 12px;
        padding: 0 var(--gap) var(--gap);
      }
    `,
  ];

  @property({ attribute: false }) step!: Step;
  @property({ type: Number }) number = 1;
  @property({ type: Boolean }) current = false;
  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) loose: readonly string[] = [];

  override render(): TemplateResult {
    const { step, state } = this.step;
    return html`<details class="card ${this.current ? "now" : ""}" ?open=${this.open} @toggle=${this.#toggled}>
      <summary aria-current=${this.current ? "step" : nothing}>
        <h2>${this.t("start.numbered", { n: this.number, step: this.t(`start.step_${step}`) })}</h2>
        <span class="chip ${LOOKS[state]}">${shape(SHAPES[state])} ${this.t(`start.state_${state}`)}</span>
        ${this.current ? html`<span class="quiet">${this.t("start.next")}</span>` : nothing}
      </summary>
      <div class="inside">
        <p>${this.t(`start.about_${step}`)}</p>
        ${
          step === "live"
            ? html`<slot></slot>`
            : html`<duress-check-list .checks=${this.step.checks}></duress-check-list>`
        }
        ${
          step === "rooms" && this.loose.length > 0
            ? html`<p class="quiet">${this.t("start.loose", { rooms: this.format.list(this.loose) })}</p>`
            : nothing
        }
        ${this.#ways()}
      </div>
    </details>`;
  }

  readonly #toggled = (event: Event): void => {
    this.open = (event.target as HTMLDetailsElement).open;
    this.dispatchEvent(new CustomEvent("opened", { detail: this.open }));
  };

  #ways(): TemplateResult | typeof nothing {
    const ways = waysOf(this.step.step, this.console.site.site);
    if (ways.length === 0) return nothing;
    const open = ways.filter((way) => this.#may(way));
    const isAdmin = this.console.home.user?.is_admin === true;
    const needsAdmin = !isAdmin && ways.some((way) => way.address !== undefined);
    const who = this.format.list(this.step.who.map((role) => this.word("today", `role_${role}`)));
    return html`${
      open.length === 0
        ? nothing
        : html`<p class="actions">${open.map((way, index) => this.#way(way, index === 0 && this.current))}</p>`
    }
    ${
      open.length === ways.length
        ? nothing
        : html`<p class="quiet">${this.t(open.length === 0 ? "start.who" : "start.who_some", { who })}</p>`
    }
    ${needsAdmin ? html`<p class="quiet">${this.t("start.only_admins")}</p>` : nothing}`;
  }

  #may({ right, address }: WayToDo): boolean {
    return this.console.may(right) && (address === undefined || this.console.home.user?.is_admin === true);
  }

  #way({ name, page, address }: WayToDo, isFirst: boolean): TemplateResult {
    const to = address ?? addressOf(page ?? "start");
    return html`<a
      class="button ${isFirst ? "strong" : ""}"
      href=${to}
      @click=${(event: MouseEvent) => follow(event, to)}
      >${this.t(`start.do_${name}`)}</a
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-guide-step": GuideStep;
  }
}
