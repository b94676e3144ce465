/** The next step as one big button, where the thumb is, and every other step below. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Refused } from "../../data/console";
import type { Incident } from "../../data/incidents";
import { Doing } from "../../ui/doing";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { type Act, isReasoned, nextSteps, type Reasoned } from "./next-steps";
import "./reason-dialog";
import type { Reason } from "./reason-dialog";
import { respondersOf } from "./words";

const styles = css`
  .bar {
    display: grid;
    gap: 8px;
  }
  .bar button {
    width: 100%;
    min-height: 64px;
    font-size: 1.35rem;
    font-weight: 700;
  }
  .hint {
    min-height: 1.5em;
  }
  .busy button {
    opacity: 0.6;
    cursor: default;
  }
  @media (max-width: 700px) {
    .bar {
      position: fixed;
      inset-inline: 0;
      bottom: 0;
      z-index: 3;
      padding: 12px 12px calc(12px + env(safe-area-inset-bottom, 0px));
      background: var(--paper);
      border-top: 1px solid var(--edge);
    }
    .hint {
      display: none;
    }
  }
`;

/** Milliseconds in which a button that has just got another meaning does nothing, so that no double tap takes two steps. */
const GUARD = 600;

/** `<duress-incident-steps>`: everything that can be done with an alarm; fires `ended` once nothing can be done any more. */
@customElement("duress-incident-steps")
export class IncidentSteps extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) incident!: Incident;
  @property({ attribute: false }) now = 0;
  @state() private reasoning: Reasoned | undefined;
  @query("#next") private readonly button!: HTMLButtonElement | null;

  readonly #doing = new Doing(this);
  #meaning = "";
  #hadFocus = false;
  #since = -Infinity;

  override connectedCallback(): void {
    super.connectedCallback();
    // In the capture phase, because Home Assistant has a shortcut of its own on this key.
    window.addEventListener("keydown", this.#pressed, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.#pressed, { capture: true });
  }

  override willUpdate(): void {
    this.#hadFocus = Boolean(this.shadowRoot?.activeElement);
    const meaning = `${this.incident.incident_id} ${nextSteps(this.console, this.incident).next ?? ""}`;
    if (meaning === this.#meaning) return;
    if (this.#meaning !== "") {
      this.#since = performance.now();
      setTimeout(() => this.requestUpdate(), GUARD);
    }
    this.#meaning = meaning;
  }

  override updated(): void {
    if (!this.#hadFocus) return;
    // A dialog that closes gives the keyboard back to a button that may be gone by now.
    setTimeout(() => {
      if (!this.isConnected || document.activeElement !== document.body) return;
      if (this.button === null) this.dispatchEvent(new CustomEvent("ended"));
      else this.button.focus();
    });
  }

  override render(): TemplateResult {
    const { next, others } = nextSteps(this.console, this.incident);
    return html`<div class="bar ${this.#doing.busy ? "busy" : ""}">
        ${this.#doing.error === undefined || this.reasoning !== undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
        ${next === undefined ? this.#nothing() : this.#big(next)}
      </div>
      ${this.#confirmation()}
      ${
        others.length === 0
          ? nothing
          : html`<section class="card" aria-labelledby="more">
              <h2 id="more">${this.t("incident.more")}</h2>
              <div class="actions">${others.map((act) => this.#small(act))}</div>
            </section>`
      }
      <duress-reason-dialog .act=${this.reasoning} @given=${this.#given} @closed=${() => (this.reasoning = undefined)}>
      </duress-reason-dialog>`;
  }

  /** Put the keyboard on the next step if somebody waits for it; answers whether that is so. */
  takeFocus(): boolean {
    if (nextSteps(this.console, this.incident).next !== "acknowledge") return false;
    this.button?.focus();
    return this.button !== null;
  }

  #big(act: Act): TemplateResult {
    const isAcknowledge = act === "acknowledge";
    const hasKey = isAcknowledge && this.#hasShortcuts;
    return html`<button
        id="next"
        class=${isAcknowledge ? "alarm" : "strong"}
        aria-keyshortcuts=${hasKey ? "a" : nothing}
        aria-disabled=${this.#isHeld}
        @click=${() => this.#take(act)}
      >
        ${this.#label(act)}
      </button>
      <p class="hint quiet">${hasKey ? this.t("incident.key_hint") : nothing}</p>`;
  }

  #small(act: Act): TemplateResult {
    return html`<button aria-disabled=${this.#isHeld} @click=${() => this.#take(act)}>${this.#label(act)}</button>`;
  }

  #nothing(): TemplateResult | typeof nothing {
    return this.incident.state === "closed" || this.console.may("handle_incidents")
      ? nothing
      : html`<p>${this.t("incident.look_only")}</p>`;
  }

  #confirmation(): TemplateResult | typeof nothing {
    if (this.incident.confirmation !== "waiting" || this.incident.told_at === null) return nothing;
    const time = this.format.clock(Math.ceil(this.incident.told_at - this.now));
    return html`<p class="notice">${this.t("incident.waiting_confirmation", { time })}</p>`;
  }

  #label(act: Act): string {
    const others = respondersOf(this.console, this.incident).some((one) => one.doing !== "acknowledged");
    return act === "respond" && others ? this.t("incident.act_respond_too") : this.t(`incident.act_${act}`);
  }

  get #hasShortcuts(): boolean {
    return this.console.home.enableShortcuts !== false;
  }

  /** Whether buttons do nothing at this moment. */
  get #isHeld(): boolean {
    return this.#doing.busy || performance.now() - this.#since < GUARD;
  }

  /** The key A acknowledges, as long as nobody types and no other key is held. */
  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== "a" || event.repeat || !this.#hasShortcuts) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || isTyping(event)) return;
    if (nextSteps(this.console, this.incident).next !== "acknowledge") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#take("acknowledge");
  };

  #take(act: Act): void {
    if (this.#isHeld) return;
    if (isReasoned(act)) this.reasoning = act;
    else void this.#run(act, {});
  }

  #given(event: CustomEvent<Reason>): void {
    const { act, done, ...data } = event.detail;
    void this.#run(act, data).then((was) => {
      if (was) this.reasoning = undefined;
      done(was ? undefined : this.#doing.error);
    });
  }

  async #run(act: Act, data: object): Promise<boolean> {
    const { incident_id } = this.incident;
    return this.#doing.run(async () => {
      // What is sent into a broken line may arrive much later, when it is not meant any more.
      if (!this.console.home.connected) throw new Refused(this.t("incident.no_connection"));
      await this.console.act(act, { incident_id, ...data });
    });
  }
}

/** Whether a key goes into a field, or to a dialog that is open. */
function isTyping(event: KeyboardEvent): boolean {
  return event
    .composedPath()
    .some(
      (node) =>
        node instanceof HTMLElement &&
        (node.matches("input, textarea, select, dialog, ha-dialog, [role=dialog]") || node.isContentEditable),
    );
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-steps": IncidentSteps;
  }
}
