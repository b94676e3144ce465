/** Where one presses: what to do now, what the last press showed, and what to do if nothing was heard of it. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { type Answer, resultOf, roomOf, type Verdict, type Walk, type WalkedRoom } from "../../data/survey";
import type { TextKey } from "../../text/localize";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { shapeOf, shapes } from "./verdicts";

const SPOTS: readonly TextKey[] = ["walk.spot_1", "walk.spot_2", "walk.spot_3", "walk.spot_4", "walk.spot_5"];

const styles = css`
  :host {
    display: grid;
    gap: 12px;
  }
  .now {
    font-size: 1.3rem;
    font-weight: 600;
  }
  .result {
    --shape: 56px;
    display: flex;
    align-items: center;
    gap: 16px;
    min-height: 96px;
    padding: 12px 16px;
    border: 2px solid var(--line);
    border-radius: var(--round);
    background: var(--paper);
  }
  .result.pass {
    border-color: var(--good);
  }
  .result.weak {
    border-color: var(--warn);
  }
  .result.none {
    border-color: var(--alarm);
  }
  .word {
    font-size: 1.7rem;
    font-weight: 700;
    line-height: 1.2;
  }
  button {
    min-height: 60px;
    width: 100%;
    font-size: 1.15rem;
  }
  summary {
    min-height: var(--touch);
    padding: 10px 0;
    cursor: pointer;
  }
  td:not(:first-child),
  th:not(:first-child) {
    text-align: end;
    white-space: nowrap;
  }
`;

/** `<duress-walk-press .walk .patience .target>`: one room of a walk that runs; what is inside is the next step. */
@customElement("duress-walk-press")
export class WalkPress extends ConsoleElement {
  static override styles = [shared, shapes, styles];

  @property({ attribute: false }) walk!: Walk;
  /** Seconds after which a press of which nothing was heard was not heard. */
  @property({ attribute: false }) patience = 10;
  /** How many should hear a press. */
  @property({ attribute: false }) target = 5;
  @state() private left: number | undefined;

  readonly #doing = new Doing(this);
  #timer: ReturnType<typeof setInterval> | undefined;
  #before: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("walk");
    if (before !== undefined && before.room?.room_id !== this.walk.room?.room_id) this.#stop();
    const heard = (this.walk.hearing[0] ?? this.walk.last)?.press_id;
    if (this.left !== undefined && heard !== this.#before) this.#stop();
  }

  override render(): TemplateResult {
    const room = roomOf(this.walk);
    const result = resultOf(this.walk);
    return html`
      <p class="now">${this.#now(room)}</p>
      <div aria-live="assertive" aria-atomic="true">${this.#state(room, result)}</div>
      <slot></slot>
      ${result === undefined || this.left !== undefined ? nothing : this.#details(result.answer)}
      ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
      ${this.left === undefined ? this.#buttons() : nothing}
    `;
  }

  #now(room: WalkedRoom | undefined): string {
    if (room === undefined) return this.t("walk.press_now");
    if (room.redo) return this.t("walk.press_again", { needed: room.needed });
    if (room.done) return this.t("walk.room_done");
    if (room.needed === 1) return this.t("walk.press_once");
    const spot = this.t(SPOTS[room.presses % SPOTS.length] ?? "walk.spot_1");
    return this.t("walk.press_spot", { number: room.presses + 1, needed: room.needed, spot });
  }

  #state(room: WalkedRoom | undefined, result: ReturnType<typeof resultOf>): TemplateResult {
    if (this.left !== undefined)
      return html`<div class="result">
        ${shapeOf(null)}
        <div>
          <p class="word">${this.t("walk.listening")}</p>
          <p class="quiet" aria-hidden="true">${this.t("walk.seconds_left", { n: this.left })}</p>
        </div>
      </div>`;
    if (room?.unheard === true && (result === undefined || result.answer.verdict === "none"))
      return html`${this.#shown("none", html`<p>${this.t("walk.none_noted")}</p>`)} ${this.#advice()}`;
    if (result === undefined)
      return html`<div class="result">
        ${shapeOf(null)}
        <p>${this.t("walk.nothing_yet")}</p>
      </div>`;
    const { answer, final } = result;
    const heard = this.t("walk.heard_by", { n: answer.hearers, target: this.target });
    const margin = answer.hearers === 0 ? nothing : html`<p>${this.t("walk.margin", { margin: answer.margin })}</p>`;
    const more = final ? nothing : html`<p class="quiet">${this.t("walk.still_coming")}</p>`;
    const pendant = this.walk.pendants.length > 1 ? html`<p>${answer.pendant}</p>` : nothing;
    const body = html`<p>${heard}</p>
      ${margin}${pendant}${more}`;
    return html`${this.#shown(answer.verdict, body)} ${answer.verdict === "pass" ? nothing : this.#why(answer)}`;
  }

  #shown(verdict: Verdict, body: TemplateResult): TemplateResult {
    return html`<div class="result ${verdict}">
      ${shapeOf(verdict)}
      <div>
        <p class="word">${this.t(`walk.verdict_${verdict}`)}</p>
        ${body}
      </div>
    </div>`;
  }

  #why(answer: Answer): TemplateResult {
    if (answer.verdict === "none") return this.#advice();
    return html`<p>${this.t(answer.hearers < 2 ? "walk.why_single" : "walk.why_margin")}</p>`;
  }

  #advice(): TemplateResult {
    return html`<ul>
      <li>${this.t("walk.none_again")}</li>
      <li>${this.t("walk.none_light")}</li>
      <li>${this.t("walk.none_repeater")}</li>
    </ul>`;
  }

  #details(answer: Answer): TemplateResult {
    const listeners = html`<details>
      <summary>${this.t("walk.who_heard")}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.t("walk.listener")}</th>
            <th scope="col">${this.t("walk.margin_head")}</th>
          </tr>
        </thead>
        <tbody>
          ${answer.heard.map(
            (one) =>
              html`<tr>
                <td>${one.listener}</td>
                <td>${one.margin === null ? "–" : `${this.format.number(one.margin)} dB`}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>`;
    return html`${answer.rank === null ? nothing : html`<p class="quiet">${this.#rank(answer)}</p>`}
    ${answer.heard.length === 0 ? nothing : listeners}`;
  }

  #rank(answer: Answer): string {
    if (answer.rank === 1) return this.t("walk.rank_first");
    return this.t("walk.rank_other", {
      rank: answer.rank ?? 0,
      of: answer.of,
      rather: this.format.list(answer.rather),
    });
  }

  #buttons(): TemplateResult {
    const demo = this.console.site.demo && this.console.may("simulate");
    const press = html`<button ?disabled=${this.#doing.busy} @click=${this.#simulate}>
      ${this.t("walk.demo_press")}
    </button>`;
    return html`<button @click=${this.#pressed}>${this.t("walk.i_pressed")}</button> ${demo ? press : nothing}`;
  }

  /** Wait for what is heard of a press; if that is nothing, have it noted. */
  #pressed(): void {
    this.#stop();
    this.#before = (this.walk.hearing[0] ?? this.walk.last)?.press_id;
    // The press may have been heard before the walker said so.
    if (this.walk.hearing.length > 0) return;
    const end = Date.now() + this.patience * 1000;
    this.left = this.patience;
    this.#timer = setInterval(() => {
      this.left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      if (this.left === 0) void this.#unheard();
    }, 250);
  }

  async #unheard(): Promise<void> {
    this.#stop();
    const room = this.walk.room;
    if (room === null) return;
    const data = { site: this.console.site.site, walk_id: this.walk.walk_id, room: room.room_id, unheard: true };
    await this.#doing.run(() => this.console.act("skip_survey_room", data));
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.left = undefined;
  }

  async #simulate(): Promise<void> {
    const { walk } = this;
    // Pendants take turns: a second press within five seconds would be taken for a copy of the first one.
    const device_id = walk.device_ids[(roomOf(walk)?.presses ?? 0) % walk.device_ids.length];
    await this.#doing.run(() => this.console.act("simulate", { device_id, act: "press", room: walk.room?.room }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-walk-press": WalkPress;
  }
}
