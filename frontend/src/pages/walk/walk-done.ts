/** The end of a walk: what was done, which rooms are still blind spots, and what to do about them. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { type Blind, type CoverageMessage, followCoverage, type RoomCoverage } from "../../data/coverage";
import { addressOf } from "../../data/navigate";
import { type Walk, whereOf } from "../../data/survey";
import type { TextKey } from "../../text/localize";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";
import { go } from "./go";
import { shapeOf, shapes } from "./verdicts";

const LISTED: readonly (readonly [Blind, TextKey])[] = [
  ["failed", "walk.blind_failed"],
  ["never_proven", "walk.blind_never_proven"],
  ["single_path", "walk.blind_single_path"],
  ["weak", "walk.blind_weak"],
];

/** `<duress-walk-done .walk ?ended>`: before the end and after it; fires `back`. */
@customElement("duress-walk-done")
export class WalkDone extends ConsoleElement {
  static override styles = [
    shared,
    shapes,
    css`
      :host {
        display: grid;
        gap: var(--gap);
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) walk!: Walk;
  @property({ attribute: false }) ended = false;

  readonly #ending = new Doing(this);
  readonly #coverage = followCoverage(this);

  override render(): TemplateResult {
    const { error } = this.#ending;
    return html`<h1 tabindex="-1">${this.t(this.ended ? "walk.ended" : "walk.sum")}</h1>
      ${this.ended ? html`<p>${this.t("walk.ended_long")}</p>` : nothing}
      <ul class="plain">
        ${this.#counts()}
      </ul>
      ${whenTold(this.console, this.#coverage, (coverage) => this.#blind(coverage))}
      ${error === undefined ? nothing : html`<p class="error" role="alert">${error}</p>`}
      <div class="actions">${this.ended ? this.#after() : this.#before()}</div>`;
  }

  #counts(): TemplateResult[] {
    const { rooms } = this.walk;
    const verdicts = (["pass", "weak", "none"] as const).map((verdict) => ({
      verdict,
      n: rooms.filter((room) => room.verdict === verdict).length,
    }));
    const open = rooms.filter((room) => room.verdict === null).length;
    return [
      ...verdicts.map(({ verdict, n }) => html`<li>${shapeOf(verdict)} ${this.t(`walk.count_${verdict}`, { n })}</li>`),
      html`<li>${shapeOf(null)} ${this.t("walk.count_open", { n: open })}</li>`,
    ];
  }

  #blind(coverage: CoverageMessage): TemplateResult {
    const own = new Set(this.walk.rooms.map((room) => room.room_id));
    const rooms = coverage.rooms.filter((room) => own.has(room.room_id));
    const lists = LISTED.map(([why, text]) => ({ text, found: rooms.filter((room) => room.blind[0] === why) }));
    if (lists.every((list) => list.found.length === 0)) return html`<p>${this.t("walk.no_blind")}</p>`;
    return html`${lists.map((list) => (list.found.length === 0 ? nothing : this.#list(list.text, list.found)))}`;
  }

  #list(text: TextKey, rooms: readonly RoomCoverage[]): TemplateResult {
    return html`<section class="card">
      <h2>${this.t(text)} (${this.format.number(rooms.length)})</h2>
      <p>
        ${this.format.list(rooms.map((room) => [room.room, whereOf({ ...room, building: null })].filter(Boolean).join(", ")))}
      </p>
    </section>`;
  }

  #before(): TemplateResult {
    return html`<button class="strong" ?disabled=${this.#ending.busy} @click=${this.#end}>${this.t("walk.end")}</button>
      <button @click=${() => this.dispatchEvent(new CustomEvent("back"))}>${this.t("walk.walk_on")}</button>`;
  }

  #after(): TemplateResult {
    return html`<a class="button strong" href=${addressOf("walk", "report")} @click=${go}
        >${this.t("walk.to_report")}</a
      >
      <a class="button" href=${addressOf("walk")} @click=${go}>${this.t("walk.to_overview")}</a>`;
  }

  async #end(): Promise<void> {
    const data = { site: this.console.site.site, walk_id: this.walk.walk_id };
    await this.#ending.run(() => this.console.act("end_survey", data));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-walk-done": WalkDone;
  }
}
