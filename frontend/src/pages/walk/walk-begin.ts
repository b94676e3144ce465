/** Beginning a walk: what it is for, with which pendants, and through which rooms. */
import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { addressOf, navigate } from "../../data/navigate";
import { followCoverage } from "../../data/coverage";
import { followSurvey, type SurveyedRoom, type SurveyMessage, type Walk } from "../../data/survey";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";
import { fifthOf, floorsOf } from "./rooms";
import "./pendant-picker";

type Which = "all" | "floors" | "unfinished" | "blind" | "fifth";

/** `<duress-walk-begin>`: the form; once begun, the walk's own page. */
@customElement("duress-walk-begin")
export class WalkBegin extends ConsoleElement {
  static override styles = [
    shared,
    css`
      .page {
        max-width: 560px;
      }
      fieldset {
        display: grid;
        gap: 4px;
        margin: 0;
        padding: 0;
        border: 0;
      }
      input[type="checkbox"],
      input[type="radio"] {
        flex: none;
      }
      legend {
        padding: 0;
        font-weight: 600;
      }
      .floors {
        padding-inline-start: 28px;
      }
      button.strong {
        min-height: 64px;
        font-size: 1.2rem;
      }
    `,
  ];

  @state() private kind: Walk["kind"] = "survey";
  @state() private which: Which = "all";
  @state() private floors: readonly string[] = [];
  @state() private picked: readonly string[] = [];

  readonly #survey = followSurvey(this);
  readonly #coverage = followCoverage(this);
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    return html`<div class="page">
      <h1>${this.t("walk.begin")}</h1>
      ${this.#kinds()}
      <duress-pendant-picker
        .console=${this.console}
        @picked=${(event: CustomEvent<readonly string[]>) => (this.picked = event.detail)}
      ></duress-pendant-picker>
      ${whenTold(this.console, this.#survey, (survey) => this.#rooms(survey))}
    </div>`;
  }

  #kinds(): TemplateResult {
    const kinds = ["survey", "check"] as const;
    return html`<fieldset>
      <legend>${this.t("walk.kind")}</legend>
      ${kinds.map(
        (kind) =>
          html`<label class="row">
            <input
              type="radio"
              name="kind"
              .checked=${this.kind === kind}
              @change=${() => {
                this.kind = kind;
                this.which = kind === "check" ? "fifth" : "all";
              }}
            />
            <span
              >${this.t(`walk.kind_${kind}`)}<br /><small class="quiet"
                >${this.t(`walk.kind_${kind}_long`)}</small
              ></span
            >
          </label>`,
      )}
    </fieldset>`;
  }

  #rooms(survey: SurveyMessage): TemplateResult {
    const rooms = survey.rooms.filter((room) => !room.is_gone);
    const unfinished = this.#unfinished(rooms, survey.needed);
    const wanted = this.which === "unfinished" ? unfinished : this.#wanted(rooms);
    return html`<fieldset>
        <legend>${this.t("walk.rooms")}</legend>
        ${this.#choice("all", rooms.length)} ${this.#choice("floors", undefined)}
        ${this.which === "floors" ? this.#floors(rooms) : nothing} ${this.#choice("unfinished", unfinished.length)}
        ${this.#choice("blind", this.#blind(rooms).length)}
        ${this.kind === "check" ? this.#choice("fifth", fifthOf(rooms).length) : nothing}
      </fieldset>
      <p class="notice">${this.t("walk.begin_note")}</p>
      ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
      <button
        class="strong"
        ?disabled=${this.#doing.busy || wanted.length === 0 || this.picked.length === 0}
        @click=${() => this.#begin(wanted, rooms.length)}
      >
        ${this.t("walk.begin_now", { n: wanted.length })}
      </button>`;
  }

  #choice(which: Which, count: number | undefined): TemplateResult {
    return html`<label class="row">
      <input type="radio" name="which" .checked=${this.which === which} @change=${() => (this.which = which)} />
      <span>${this.t(`walk.which_${which}`)}${count === undefined ? nothing : ` (${this.format.number(count)})`}</span>
    </label>`;
  }

  #floors(rooms: readonly SurveyedRoom[]): TemplateResult {
    return html`<div class="floors">
      ${[...floorsOf(rooms)].map(
        ([floor, own]) =>
          html`<label class="row">
            <input type="checkbox" .checked=${this.floors.includes(floor)} @change=${() => this.#toggle(floor)} />
            <span>${floor || this.t("walk.no_floor")} (${this.format.number(own.length)})</span>
          </label>`,
      )}
    </div>`;
  }

  #unfinished(rooms: readonly SurveyedRoom[], needed: number): readonly SurveyedRoom[] {
    return rooms.filter((room) => (this.kind === "check" ? room.checks === 0 : room.presses < needed));
  }

  #wanted(rooms: readonly SurveyedRoom[]): readonly SurveyedRoom[] {
    switch (this.which) {
      case "all":
      case "unfinished":
        return rooms;
      case "floors":
        return this.floors.flatMap((floor) => floorsOf(rooms).get(floor) ?? []);
      case "blind":
        return this.#blind(rooms);
      case "fifth":
        return fifthOf(rooms);
    }
  }

  #blind(rooms: readonly SurveyedRoom[]): readonly SurveyedRoom[] {
    const blind = new Set(
      this.#coverage.message?.rooms.filter((one) => one.blind.length > 0).map((one) => one.room_id),
    );
    return rooms.filter((room) => blind.has(room.room_id));
  }

  #toggle(floor: string): void {
    this.floors = this.floors.includes(floor) ? this.floors.filter((one) => one !== floor) : [...this.floors, floor];
  }

  async #begin(wanted: readonly SurveyedRoom[], all: number): Promise<void> {
    // A walk through all rooms also takes in those that are added later.
    const rooms = wanted.length === all ? [] : wanted.map((room) => room.room_id);
    await this.#doing.run(async () => {
      // What was pressed before stays in the survey, but only what is pressed now is a test of today.
      const data = { device_id: this.picked, kind: this.kind, rooms, anew: true };
      const walk = await this.console.act<Walk>("start_survey", { site: this.console.site.site, ...data });
      navigate(addressOf("walk", walk.walk_id), true);
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-walk-begin": WalkBegin;
  }
}
