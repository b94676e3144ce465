/** One walk, room by room, for a phone in one hand: stand somewhere, press, see at once what was heard. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { addressOf } from "../../data/navigate";
import {
  followSurvey,
  type RoomName,
  roomOf,
  secondsOf,
  type SurveyMessage,
  type Walk,
  whereOf,
} from "../../data/survey";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";
import { Ticking } from "../../ui/ticking";
import { go } from "./go";
import "./pendant-picker";
import "./room-list";
import "./walk-done";
import "./walk-press";
import "./walk-real";

const ENDS_SOON = 300;

const styles = css`
  .page {
    max-width: 560px;
    padding-bottom: 32px;
  }
  .top {
    display: grid;
    gap: 4px;
  }
  .top p {
    display: flex;
    justify-content: space-between;
    gap: 8px;
  }
  progress {
    width: 100%;
    height: 10px;
    accent-color: var(--calm);
  }
  h1 {
    font-size: clamp(2.2rem, 12vw, 3.4rem);
    line-height: 1.1;
    font-weight: 600;
    overflow-wrap: anywhere;
    outline: none;
  }
  button.big {
    min-height: 64px;
    width: 100%;
    font-size: 1.2rem;
  }
  .top strong {
    white-space: nowrap;
  }
  .actions > button {
    flex: 1 1 40%;
    min-height: 52px;
  }
`;

/** `<duress-walk-rooms .walkId>`: all that it shows is the server's, so it goes on after a reload or on another device. */
@customElement("duress-walk-rooms")
export class WalkRooms extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) walkId = "";
  @state() private choosing = false;
  @state() private finishing = false;
  @state() private swapping = false;
  @state() private picked: readonly string[] = [];
  @query("h1") private readonly heading!: HTMLElement | null;

  readonly #survey = followSurvey(this, () => (this.#answered = undefined));
  readonly #clock = new Ticking(this, 10);
  readonly #doing = new Doing(this);
  /** What the last act answered, until the topic says something newer. */
  #answered: Walk | undefined;
  #seen: Walk | undefined;
  #shown: string | undefined;

  override render(): TemplateResult {
    return html`<div class="page">${whenTold(this.console, this.#survey, (survey) => this.#content(survey))}</div>`;
  }

  override updated(): void {
    const shown = this.#seen?.room?.room_id ?? this.#seen?.state;
    // Whoever reads with their ears is told of the new room by being put at its name.
    if (this.#shown !== undefined && this.#shown !== shown) this.heading?.focus();
    this.#shown = shown;
  }

  #content(survey: SurveyMessage): TemplateResult {
    const told = survey.walks.find((one) => one.walk_id === this.walkId);
    const walk = told && (this.#answered ?? told);
    if (walk !== undefined) this.#seen = walk;
    const known = walk ?? this.#seen;
    if (known === undefined) return this.#unknown();
    if (walk === undefined || this.finishing) return this.#done(known, walk === undefined);
    if (walk.state !== "running") return html`${this.#top(walk)} ${this.#paused(walk)} ${this.#error()}`;
    return html`
      ${this.#top(walk)} ${this.#warnings(walk)} ${walk.room === null ? this.#nowhere(walk) : this.#room(walk, survey)}
      ${this.#error()} ${this.choosing ? this.#list(walk) : this.#more(walk)}
      <duress-walk-real .console=${this.console} .walk=${walk}></duress-walk-real>
    `;
  }

  #unknown(): TemplateResult {
    return html`<h1 tabindex="-1">${this.t("walk.title")}</h1>
      <p>${this.t("walk.over")}</p>
      <a class="button" href=${addressOf("walk")} @click=${go}>${this.t("walk.to_overview")}</a>`;
  }

  #done(walk: Walk, ended: boolean): TemplateResult {
    return html`<duress-walk-done
      .console=${this.console}
      .walk=${walk}
      .ended=${ended}
      @back=${() => (this.finishing = false)}
    ></duress-walk-done>`;
  }

  #top(walk: Walk): TemplateResult {
    const done = this.t("walk.done_of", { done: walk.done, of: walk.of });
    return html`<div class="top">
      <p>
        <span>${this.t(`walk.kind_${walk.kind}`)} · ${this.format.list(walk.pendants)}</span>
        <strong>${done}</strong>
      </p>
      <progress max=${walk.of} value=${walk.done + walk.unheard} aria-label=${this.t("walk.progress")}></progress>
    </div>`;
  }

  #warnings(walk: Walk): TemplateResult {
    const left = walk.until === null ? Infinity : secondsOf(walk.until) - this.#clock.now;
    const alarm = html`<div class="error" role="alert">
      <p><strong>${this.t("walk.real_now")}</strong></p>
      <p>${this.t("walk.real_now_long")}</p>
      <a class="button" href=${addressOf("incident")} @click=${go}>${this.t("walk.see_alarm")}</a>
    </div>`;
    const soon = html`<div class="notice" role="status">
      <p>${this.t("walk.ends_soon", { left: this.format.duration(Math.max(60, left)) })}</p>
      <button ?disabled=${this.#doing.busy} @click=${() => this.#stay(walk)}>${this.t("walk.stay")}</button>
    </div>`;
    return html`${walk.real ? alarm : nothing}
    ${walk.problem_text === null ? nothing : html`<p class="error" role="alert">${walk.problem_text}</p>`}
    ${left < ENDS_SOON && walk.room !== null ? soon : nothing}`;
  }

  #nowhere(walk: Walk): TemplateResult {
    const next = walk.next;
    if (next === null)
      return html`<h1 tabindex="-1">${this.t("walk.all_done")}</h1>
        ${this.#finish("strong big")}`;
    return html`<div>
        <p class="quiet">${this.t("walk.go_to")} ${whereOf(next)}</p>
        <h1 tabindex="-1">${next.room}</h1>
      </div>
      <button class="strong big" ?disabled=${this.#doing.busy} @click=${() => this.#enter(next)}>
        ${this.t("walk.i_am_here")}
      </button>`;
  }

  #room(walk: Walk, survey: SurveyMessage): TemplateResult {
    const room = roomOf(walk);
    const next = walk.next;
    const leave = next !== null && next.room_id !== walk.room?.room_id ? this.#next(next) : nothing;
    return html`<div>
        <p class="quiet">${walk.room === null ? nothing : whereOf(walk.room)}</p>
        <h1 tabindex="-1">${walk.room?.room}</h1>
      </div>
      <duress-walk-press
        .console=${this.console}
        .walk=${walk}
        .patience=${survey.unheard_after}
        .target=${survey.target_hearers}
        >${leave} ${next === null && room !== undefined ? this.#finish("strong big") : nothing}</duress-walk-press
      >`;
  }

  #next(next: RoomName): TemplateResult {
    return html`<button class="strong big" ?disabled=${this.#doing.busy} @click=${() => this.#enter(next)}>
      ${this.t("walk.next", { room: next.room })}
    </button>`;
  }

  #more(walk: Walk): TemplateResult {
    const room = roomOf(walk);
    const busy = this.#doing.busy;
    const skip = html`<button ?disabled=${busy} @click=${() => this.#skip(walk)}>${this.t("walk.skip")}</button>`;
    const redo = html`<button ?disabled=${busy} @click=${() => this.#redo(walk)}>${this.t("walk.redo")}</button>`;
    return html`<div class="actions">
      <button @click=${() => (this.choosing = true)}>${this.t("walk.choose")}</button>
      ${room !== undefined && !room.done && !room.unheard ? skip : nothing}
      ${room !== undefined && room.presses > 0 && !room.redo ? redo : nothing}
      <button ?disabled=${busy} @click=${() => this.#do("pause_survey")}>${this.t("walk.pause")}</button>
      ${walk.next === null ? nothing : this.#finish("")}
    </div>`;
  }

  #list(walk: Walk): TemplateResult {
    return html`<duress-room-list
      .console=${this.console}
      .rooms=${walk.rooms}
      .here=${walk.room?.room_id}
      .busy=${this.#doing.busy}
      @chosen=${(event: CustomEvent<RoomName>) => this.#enter(event.detail)}
      @left=${() => (this.choosing = false)}
    ></duress-room-list>`;
  }

  #paused(walk: Walk): TemplateResult {
    return html`<h1 tabindex="-1">${this.t("walk.paused")}</h1>
      <p class="notice">${this.t("walk.paused_long", { pendants: this.format.list(walk.pendants) })}</p>
      <button class="strong big" ?disabled=${this.#doing.busy} @click=${() => this.#do("resume_survey")}>
        ${this.t("walk.resume")}
      </button>
      ${this.swapping ? this.#swap() : nothing}
      <div class="actions">
        ${this.swapping ? nothing : html`<button @click=${() => (this.swapping = true)}>${this.t("walk.other_pendant")}</button>`}
        ${this.#finish("")}
      </div>`;
  }

  #swap(): TemplateResult {
    return html`<duress-pendant-picker
        .console=${this.console}
        @picked=${(event: CustomEvent<readonly string[]>) => (this.picked = event.detail)}
      ></duress-pendant-picker>
      <button
        ?disabled=${this.#doing.busy || this.picked.length === 0}
        @click=${() => this.#do("resume_survey", { device_id: this.picked })}
      >
        ${this.t("walk.resume_with")}
      </button>`;
  }

  #finish(look: string): TemplateResult {
    return html`<button class=${look} @click=${() => (this.finishing = true)}>${this.t("walk.finish")}</button>`;
  }

  #error(): TemplateResult | typeof nothing {
    const { error } = this.#doing;
    return error === undefined ? nothing : html`<p class="error" role="alert">${error}</p>`;
  }

  async #enter(room: RoomName, redo = false): Promise<void> {
    if (await this.#do("survey_room", { room: room.room_id, redo })) this.choosing = false;
  }

  #stay(walk: Walk): Promise<boolean> {
    return this.#do("survey_room", { room: walk.room?.room_id, redo: roomOf(walk)?.redo ?? false });
  }

  #redo(walk: Walk): Promise<boolean> {
    return this.#do("survey_room", { room: walk.room?.room_id, redo: true });
  }

  /** Leave the room for later, and go where the server then proposes to go. */
  async #skip(walk: Walk): Promise<void> {
    const room = walk.room?.room_id;
    if (!(await this.#do("skip_survey_room", { room }))) return;
    const next = this.#answered?.next;
    if (next && next.room_id !== room) await this.#do("survey_room", { room: next.room_id });
  }

  /** Do something with the walk; what is answered is shown at once. */
  #do(action: string, data: object = {}): Promise<boolean> {
    return this.#doing.run(async () => {
      const language = this.console.home.language;
      const who = { site: this.console.site.site, walk_id: this.walkId, language };
      this.#answered = await this.console.act<Walk | undefined>(action, { ...who, ...data });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-walk-rooms": WalkRooms;
  }
}
