/** Where walks are begun and taken up again, and what is not proven yet. */
import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { addressOf } from "../../data/navigate";
import { type Blind, type CoverageMessage, followCoverage, type RoomCoverage } from "../../data/coverage";
import { followSurvey, type SurveyMessage, type Walk } from "../../data/survey";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";
import { go } from "./go";

const SHOWN = 10;

/** `<duress-walk-overview>`: walks that run or wait, blind spots, and the way to the report. */
@customElement("duress-walk-overview")
export class WalkOverview extends ConsoleElement {
  static override styles = [
    shared,
    css`
      progress {
        width: 100%;
        height: 10px;
        accent-color: var(--calm);
      }
      .big {
        min-height: 56px;
        font-size: 1.1rem;
      }
    `,
  ];

  @state() private all = false;

  readonly #coverage = followCoverage(this);
  readonly #survey = followSurvey(this);

  override render(): TemplateResult {
    const begin = html`<a class="button strong big" href=${addressOf("walk", "new")} @click=${go}
      >${this.t("walk.begin")}</a
    >`;
    return html`<div class="page">
      <h1>${this.t("walk.title")}</h1>
      <p>${this.t("walk.about")}</p>
      <div class="actions">
        ${this.console.may("survey") ? begin : nothing}
        <a class="button big" href=${addressOf("walk", "report")} @click=${go}>${this.t("walk.to_report")}</a>
      </div>
      ${whenTold(this.console, this.#survey, (survey) => this.#content(survey))}
    </div>`;
  }

  #content(survey: SurveyMessage): TemplateResult {
    const hints = html`<section class="card">
      <h2>${this.t("walk.hints")}</h2>
      <ul>
        ${survey.suggestions.map((hint) => html`<li>${hint}</li>`)}
        ${survey.twins.map((one) => html`<li>${one.text} ${one.offers.map((offer) => offer.text).join(" ")}</li>`)}
      </ul>
    </section>`;
    return html`${survey.walks.map((walk) => this.#walk(walk))}
    ${whenTold(this.console, this.#coverage, (coverage) => this.#blindSpots(coverage))}${survey.suggestions.length + survey.twins.length > 0 ? hints : nothing}`;
  }

  #walk(walk: Walk): TemplateResult {
    const open = html`<a class="button strong big" href=${addressOf("walk", walk.walk_id)} @click=${go}
      >${this.t(walk.state === "running" ? "walk.open" : "walk.open_paused")}</a
    >`;
    return html`<section class="card">
      <h2>${this.t(`walk.kind_${walk.kind}`)} · ${this.format.list(walk.pendants)}</h2>
      <progress max=${walk.of} value=${walk.done + walk.unheard} aria-label=${this.t("walk.progress")}></progress>
      <p>
        ${this.t("walk.done_of", { done: walk.done, of: walk.of })} ·
        ${walk.state === "paused" ? this.t("walk.paused") : (walk.room?.room ?? this.t("walk.on_the_way"))}
      </p>
      <div class="actions">${this.console.may("survey") ? open : nothing}</div>
    </section>`;
  }

  #blindSpots(coverage: CoverageMessage): TemplateResult {
    const blind = coverage.rooms.filter((room) => room.blind.length > 0);
    const shown = this.all ? blind : blind.slice(0, SHOWN);
    const more = html`<button @click=${() => (this.all = true)}>
      ${this.t("walk.show_all", { n: blind.length })}
    </button>`;
    return html`<section class="card">
      <h2>${this.t("walk.blind_spots")}</h2>
      <p>${coverage.sentence}</p>
      ${blind.length === 0 ? nothing : this.#table(shown)} ${shown.length < blind.length ? more : nothing}
    </section>`;
  }

  #table(rooms: readonly RoomCoverage[]): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${this.t("walk.blind_spots")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.t("walk.report_room")}</th>
            <th scope="col">${this.t("walk.why")}</th>
            <th scope="col">${this.t("walk.proven")}</th>
          </tr>
        </thead>
        <tbody>
          ${rooms.map(
            (room) =>
              html`<tr>
                <th scope="row">
                  ${room.room}${room.floor === null ? nothing : html`<br /><small class="quiet">${room.floor}</small>`}
                </th>
                <td>${this.format.list(room.blind.map((why) => this.#why(why)))}</td>
                <td>
                  ${room.age_days === null ? this.t("walk.never") : this.t("walk.days_ago", { n: room.age_days })}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #why(why: Blind): string {
    return this.t(`walk.blind_${why}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-walk-overview": WalkOverview;
  }
}
