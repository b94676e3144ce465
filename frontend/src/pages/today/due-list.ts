/** The test calendar of the next 30 days: what is due, who can do it, and where to begin. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { type DutiesMessage, type Duty, type DutyKind, momentOf, type Urgency } from "../../data/duties";
import { addressOf } from "../../data/navigate";
import type { Right } from "../../data/sites";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { follow } from "../../ui/link";
import { shape, type Shape } from "../../ui/shapes";
import { shared } from "../../ui/styles";
import "./begin-test";

const SHAPES: Readonly<Record<Urgency, Shape>> = { overdue: "triangle", due: "circle", upcoming: "ring" };
const RIGHTS: Readonly<Record<DutyKind, Right>> = {
  pendant: "test_mode",
  room: "survey",
  receiver: "run_tests",
  endpoint: "prove_paths",
  drill: "test_mode",
  pack: "verify_pack",
};
const PAGES: Readonly<Record<Exclude<DutyKind, "pendant" | "drill">, readonly [string, ...string[]]>> = {
  room: ["walk"],
  receiver: ["people"],
  endpoint: ["monitoring"],
  pack: ["map", "pack"],
};
const MOST = 6;
const FEW = 5;

/** `<duress-due-list>` */
@customElement("duress-due-list")
export class DueList extends ConsoleElement {
  static override styles = [
    shared,
    css`
      li {
        display: grid;
        gap: 2px;
        padding: 10px 0;
        border-top: 1px solid var(--line);
      }
      .what {
        display: flex;
        align-items: baseline;
        gap: 8px;
        font-weight: 500;
      }
      .what svg {
        flex: none;
      }
      .overdue {
        color: var(--alarm-ink);
      }
    `,
  ];

  @property({ attribute: false }) duties: DutiesMessage | undefined;
  @state() private begun: Duty | undefined;
  @state() private all = false;

  override render(): TemplateResult {
    const known = this.duties?.duties ?? [];
    const shown = this.all ? known : known.slice(0, MOST);
    return html`<section class="card" aria-labelledby="due">
        <h2 id="due">${this.t("today.due_list")}</h2>
        ${this.duties?.today === null ? html`<p class="quiet" role="status">${this.t("common.waiting")}</p>` : nothing}
        ${
          known.length === 0 && this.duties?.today !== null
            ? html`<p>${shape("check")} ${this.t("today.nothing_due")}</p>`
            : html`<ul class="plain">
                ${shown.map((duty) => this.#duty(duty))}
              </ul>`
        }
        ${
          known.length > MOST
            ? html`<button aria-expanded=${this.all} @click=${() => (this.all = !this.all)}>
                ${this.all ? this.t("today.fewer_due") : this.t("today.all_due", { n: known.length })}
              </button>`
            : nothing
        }
      </section>
      <duress-begin-test .duty=${this.begun} @closed=${() => (this.begun = undefined)}></duress-begin-test>`;
  }

  #duty(duty: Duty): TemplateResult {
    const { kind, count: n, labels, standing } = duty;
    const title =
      n === 1 && labels[0] !== undefined && labels[0] !== ""
        ? this.t(`today.one_${kind}`, { name: labels[0] })
        : this.t(`today.duty_${kind}`, { n });
    return html`<li>
      <span class="what ${standing}">${shape(SHAPES[standing])} <span>${title}</span></span>
      <span class=${standing === "overdue" ? "overdue" : ""}>${this.#when(duty)}</span>
      ${n > 1 ? html`<span class="quiet">${this.#names(duty)}</span>` : nothing}
      <span class="quiet">${this.#last(duty)}</span>
      ${this.#start(duty)}
    </li>`;
  }

  #when({ standing, due_on }: Duty): string {
    return this.t(`today.when_${standing}`, { day: this.format.date(momentOf(due_on)) });
  }

  #names({ labels, count }: Duty): string {
    const named = labels.slice(0, FEW);
    const left = count - named.length;
    return this.format.list(left > 0 ? [...named, this.t("today.others", { n: left })] : named);
  }

  #last({ last_done, never, count }: Duty): string {
    if (last_done === null) return this.t("today.never_done");
    const day = this.format.date(momentOf(last_done));
    return never === 0 || count === 1
      ? this.t("today.last_done", { day })
      : this.t("today.last_done_some", { day, n: never });
  }

  #start(duty: Duty): TemplateResult {
    const { kind } = duty;
    if (!this.console.may(RIGHTS[kind])) {
      const who = this.format.list(duty.who.map((role) => this.word("today", `role_${role}`)));
      return html`<span class="quiet">${this.t("today.who", { who })}</span>`;
    }
    // What is due later need not be begun today, but a drill may be announced early.
    if (kind === "pendant" || kind === "drill")
      return html`<p>
        <button aria-haspopup="dialog" @click=${() => (this.begun = duty)}>${this.t(`today.begin_${kind}`)}</button>
      </p>`;
    const address = addressOf(...PAGES[kind]);
    return html`<p>
      <a class="button" href=${address} @click=${(event: MouseEvent) => follow(event, address)}
        >${this.t(`today.begin_${kind}`)}</a
      >
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-due-list": DueList;
  }
}
