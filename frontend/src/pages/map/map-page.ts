/** The page Map: where everything is, where alarms are, how well rooms are heard, and what if something fails. */
import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { type CoverageMessage, followCoverage, type RoomCoverage } from "../../data/coverage";
import { Feed } from "../../data/feed";
import { followIncidents, isActive } from "../../data/incidents";
import {
  byPendant,
  floorOf,
  type MapFloor,
  type MapMessage,
  newest,
  type PinKey,
  pinOf,
  type PlacedIncident,
} from "../../data/map";
import { addressOf, navigate } from "../../data/navigate";
import { customElement } from "../../ui/define";
import { PageElement } from "../../ui/element";
import { InView } from "../../ui/in-view";
import { follow } from "../../ui/link";
import { factLegend } from "../../ui/plan/facts";
import { incidentPlace, incidentTitle } from "../../ui/plan/floor-plan";
import type { Layer } from "../../ui/plan/marks";
import { shape } from "../../ui/shapes";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";
import { COVERAGE_ORDER, coverageLayer, coverageMark, type CoverageStanding, outageLayer, standingOf } from "./layers";
import "./map-exchange";
import "./map-list";
import { mapStyles } from "./map-styles";
import "./map-wall";
import "./pack";
import "./plan-editor";
import "./plan-facts";

type LayerName = "rooms" | "facts" | "coverage" | "outage";
const LAYERS: readonly LayerName[] = ["rooms", "facts", "coverage", "outage"];
/** Layers that are worked out while somebody looks. */
const FOLLOWED: readonly LayerName[] = ["coverage", "outage"];
const ZOOMS = [1, 1.5, 2, 3] as const;

/** The page Map. */
@customElement("duress-map-page")
export class MapPage extends PageElement {
  static override styles = [shared, mapStyles];

  @state() private chosen: string | undefined;
  @state() private layer: LayerName = "rooms";
  @state() private without: string | undefined;
  @state() private asList = false;
  @state() private editing = false;
  @state() private zoom = 0;
  @state() private wanted: PinKey | undefined;

  readonly #map = new Feed<MapMessage>(this, "duress/map");
  readonly #open = followIncidents(this);
  #marks: { readonly of: CoverageMessage; readonly layer: LayerName; readonly marks: Layer | undefined } | undefined;

  constructor() {
    super();
    new InView(this, () => {
      const part = this.renderRoot.querySelector<HTMLElement>(".floors [aria-pressed=true]");
      const row = part?.parentElement;
      return part && row ? { row, part } : undefined;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("location-changed", this.#moved);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("location-changed", this.#moved);
  }

  #moved = (): void => this.requestUpdate();

  override render(): TemplateResult {
    if (this.path[0] === "pack") return html`<duress-pack></duress-pack>`;
    return whenTold(this.console, this.#map, ({ floors }) => {
      const incidents = this.#incidents;
      if (new URLSearchParams(location.search).get("view") === "wall")
        return html`<duress-map-wall .floors=${floors} .incidents=${incidents}></duress-map-wall>`;
      const floor = this.#shown(floors, incidents);
      return html`<div class="page">
        ${this.#header()} ${floor === undefined ? this.#noFloor() : this.#floor(floors, floor, incidents)}
      </div>`;
    });
  }

  get #incidents(): readonly PlacedIncident[] {
    return byPendant(this.#open.message?.incidents ?? NONE);
  }

  /** The floor somebody chose, else that of the newest alarm, else the first one with rooms. */
  #shown(floors: readonly MapFloor[], incidents: readonly PlacedIncident[]): MapFloor | undefined {
    const alarm = newest(incidents);
    const find = (id: string | undefined): MapFloor | undefined => floors.find((one) => one.floor_id === id);
    return (
      find(this.chosen ?? this.path[0]) ??
      find(alarm && floorOf(alarm)) ??
      floors.find((one) => one.rooms.length > 0) ??
      floors[0]
    );
  }

  // What stands above the plan

  #header(): TemplateResult {
    return html`<header>
      <h1>${this.t("common.page_map")}</h1>
      <div class="actions no-print">
        <button aria-pressed=${this.asList} @click=${() => (this.asList = !this.asList)}>${this.t("map.list")}</button>
        ${this.#toPack()}
        <button class="wide" @click=${this.#toWall}>${this.t("map.wall")}</button>
        ${
          this.console.may("install")
            ? html`<button aria-pressed=${this.editing} @click=${this.#edit}>${this.t("map.change")}</button>`
            : nothing
        }
      </div>
    </header>`;
  }

  #toPack(): TemplateResult {
    const address = addressOf("map", "pack");
    return html`<a class="button" href=${address} @click=${(event: MouseEvent) => follow(event, address)}
      >${this.t("pack.heading")}</a
    >`;
  }

  #edit = (): void => {
    const floors = this.#map.message?.floors ?? [];
    // Whoever draws stays on their floor; an alarm elsewhere is said above it.
    if (!this.editing) this.chosen = this.#shown(floors, this.#incidents)?.floor_id;
    this.editing = !this.editing;
  };

  #toWall = (): void => {
    const address = addressOf("map");
    navigate(`${address}${address.includes("?") ? "&" : "?"}view=wall`);
  };

  #noFloor(): TemplateResult {
    return html`<p class="notice">${this.t("map.no_floor")}</p>`;
  }

  #floor(floors: readonly MapFloor[], floor: MapFloor, incidents: readonly PlacedIncident[]): TemplateResult {
    return html`
      ${this.#tabs(floors, floor, incidents)} ${this.#elsewhere(floors, floor, incidents)}
      ${this.editing && this.console.may("install") ? this.#editor(floor) : this.#view(floor, incidents)}
    `;
  }

  #tabs(
    floors: readonly MapFloor[],
    shown: MapFloor,
    incidents: readonly PlacedIncident[],
  ): TemplateResult | typeof nothing {
    if (floors.length < 2) return nothing;
    return html`<div class="floors no-print" role="group" aria-label=${this.t("map.floors")}>
      ${floors.map((floor) => {
        const alarms = incidents.filter((one) => isActive(one) && floorOf(one) === floor.floor_id).length;
        return html`<button aria-pressed=${floor === shown} @click=${() => (this.chosen = floor.floor_id)}>
          ${alarms > 0 ? shape("triangle") : nothing} ${this.#nameOf(floor)}
          ${alarms > 0 ? `· ${this.t("map.alarms", { n: alarms })}` : nothing}
        </button>`;
      })}
    </div>`;
  }

  #nameOf(floor: MapFloor): string {
    const name = floor.name || this.t("map.nowhere");
    return floor.building === null ? name : `${floor.building}: ${name}`;
  }

  /** Says what is open on a floor that is not shown, because somebody chose another one. */
  #elsewhere(
    floors: readonly MapFloor[],
    shown: MapFloor,
    incidents: readonly PlacedIncident[],
  ): TemplateResult | typeof nothing {
    const isAway = (one: PlacedIncident): boolean => (floorOf(one) ?? shown.floor_id) !== shown.floor_id;
    const latest = newest(incidents.filter((one) => isActive(one) && (this.editing || isAway(one))));
    if (latest === undefined) return nothing;
    const floor = floors.find((one) => one.floor_id === floorOf(latest)) ?? shown;
    return html`<div class="elsewhere" role="status">
      <span
        >${shape("triangle")}
        <strong>${this.t("map.alarm_on", { floor: this.#nameOf(floor) })}</strong>
        ${incidentTitle(this.console, latest)}, ${incidentPlace(this.console, latest)}</span
      >
      <button
        class="alarm"
        @click=${() => {
          this.chosen = floor.floor_id;
          this.editing = false;
        }}
      >
        ${this.t("map.show")}
      </button>
    </div>`;
  }

  // The plan, as a picture, as a list, or to be changed

  #editor(floor: MapFloor): TemplateResult {
    const homeless = this.#map.message?.homeless ?? [];
    const added = (event: CustomEvent<PinKey>): void => void (this.wanted = event.detail);
    return html`<duress-plan-editor .floor=${floor} .homeless=${homeless} .wanted=${this.wanted}></duress-plan-editor>
      <duress-plan-facts .floor=${floor} @added=${added}></duress-plan-facts>
      <h2>${this.t("map.files")}</h2>
      <p class="quiet">${this.t("map.files_hint")}</p>
      <duress-map-exchange></duress-map-exchange>`;
  }

  #view(floor: MapFloor, incidents: readonly PlacedIncident[]): TemplateResult {
    const layer = this.#layer;
    const coverage = this.layer === "coverage" ? this.#coverage : undefined;
    return html`${this.#controls(floor)} ${this.#whys(floor, incidents)} ${this.#sentence(floor)}
    ${
      this.asList
        ? html`<duress-map-list
            .floor=${floor}
            .incidents=${incidents}
            .layer=${layer}
            .coverage=${coverage}
          ></duress-map-list>`
        : html`<duress-floor-plan
              .floor=${floor}
              .incidents=${incidents}
              .layer=${layer}
              .facts=${this.layer === "facts"}
              .zoom=${ZOOMS[this.zoom] ?? 1}
            ></duress-floor-plan>
            ${this.layer === "facts" ? factLegend(this.console.texts, floor.facts) : nothing} ${this.#hint(floor)}`
    }`;
  }

  /** Why each alarm of this floor is where it is; also what a screen reader says of a new one. */
  #whys(floor: MapFloor, incidents: readonly PlacedIncident[]): TemplateResult {
    const here = incidents.filter((one) => isActive(one) && (floorOf(one) ?? floor.floor_id) === floor.floor_id);
    return html`<div role="status">
      ${repeat(
        here,
        pinOf,
        (one) =>
          html`<p>
            <strong>${incidentTitle(this.console, one)}:</strong> ${one.place.why || incidentPlace(this.console, one)}
          </p>`,
      )}
    </div>`;
  }

  #hint(floor: MapFloor): TemplateResult | typeof nothing {
    if (floor.plan !== null || !this.console.may("install")) return nothing;
    return html`<p class="quiet">${this.t("map.no_plan")}</p>`;
  }

  #controls(floor: MapFloor): TemplateResult {
    const listeners = this.#listeners;
    return html`<div class="controls no-print">
      <label
        >${this.t("map.layer")}
        <select @change=${this.#chooseLayer}>
          ${LAYERS.map(
            (name) =>
              html`<option value=${name} ?selected=${name === this.layer}>${this.t(`map.layer_${name}`)}</option>`,
          )}
        </select></label
      >
      ${
        this.layer === "outage"
          ? html`<label
              >${this.t("map.without")}
              <select @change=${this.#chooseOutage}>
                <option value="" ?selected=${this.without === undefined}>${this.t("map.nothing_fails")}</option>
                ${listeners.map(
                  ({ listener_id: id, name }) =>
                    html`<option value=${id} ?selected=${id === this.without}>
                      ${this.t("map.without_one", { name })}
                    </option>`,
                )}
              </select></label
            >`
          : nothing
      }
      ${floor.plan === null || this.asList ? nothing : this.#zooming()}
    </div>`;
  }

  #zooming(): TemplateResult {
    const by = (step: number): void => void (this.zoom = Math.min(ZOOMS.length - 1, Math.max(0, this.zoom + step)));
    return html`<div class="actions">
      ${this.#zoom("−", this.t("map.smaller"), this.zoom === 0, () => by(-1))}
      ${this.#zoom("+", this.t("map.larger"), this.zoom === ZOOMS.length - 1, () => by(1))}
    </div>`;
  }

  #zoom(sign: string, words: string, isEnd: boolean, go: () => void): TemplateResult {
    return html`<button aria-label=${words} ?disabled=${isEnd} @click=${go}>
      <span class="wide">${words}</span><span class="narrow">${sign}</span>
    </button>`;
  }

  get #listeners(): { readonly listener_id: string; readonly name: string }[] {
    const map = this.#map.message;
    return [...(map?.floors.flatMap((floor) => floor.listeners) ?? []), ...(map?.homeless ?? [])];
  }

  // Layers

  readonly #covered = followCoverage(this, () => {
    if (!FOLLOWED.includes(this.layer)) return undefined;
    return this.without === undefined ? {} : { without: this.without };
  });

  /** How well rooms are heard, or what would be lost; undefined while it is worked out, and while nobody wants to know. */
  get #coverage(): CoverageMessage | undefined {
    return this.#covered.message;
  }

  #waiting(): TemplateResult {
    return this.#covered.standing === "refused"
      ? html`<p class="error" role="alert">${this.#covered.refusal}</p>`
      : html`<p class="quiet" role="status">${this.t("map.working_out")}</p>`;
  }

  get #layer(): Layer | undefined {
    const { layer } = this;
    const coverage = this.#coverage;
    if (coverage === undefined) return undefined;
    if (this.#marks?.of !== coverage || this.#marks.layer !== layer) {
      const { texts } = this.console;
      const outage = coverage.without === undefined ? undefined : outageLayer(texts, coverage.without);
      this.#marks = { of: coverage, layer, marks: layer === "coverage" ? coverageLayer(texts, coverage) : outage };
    }
    return this.#marks.marks;
  }

  /** What a layer says of the whole school, and what its marks mean on this floor. */
  #sentence(floor: MapFloor): TemplateResult | typeof nothing {
    if (!FOLLOWED.includes(this.layer)) return nothing;
    if (this.layer === "outage" && this.without === undefined)
      return html`<p role="status">${this.t("map.choose_outage")}</p>`;
    const coverage = this.#coverage;
    if (coverage === undefined) return this.#waiting();
    if (this.layer === "outage")
      return html`<p role="status">${coverage.without?.sentence ?? this.t("map.choose_outage")}</p>`;
    const here = new Set(floor.rooms.map((room) => room.room_id));
    const rooms = coverage.rooms.filter((room) => here.has(room.room_id));
    return html`<p role="status">${coverage.sentence}</p>
      <ul class="plain legend" aria-label=${this.t("map.legend")}>
        ${COVERAGE_ORDER.map((name) =>
          this.#explained(
            name,
            rooms.filter((room) => standingOf(room) === name),
          ),
        )}
      </ul>`;
  }

  /** A mark with what it means and how many rooms of this floor have it; blind spots by name. */
  #explained(name: CoverageStanding, rooms: readonly RoomCoverage[]): TemplateResult | typeof nothing {
    if (rooms.length === 0) return nothing;
    const mark = coverageMark(this.console.texts, name);
    const names = name === "proven" ? "" : ` (${this.format.list(rooms.map((room) => room.room))})`;
    return html`<li>${shape(mark.shape)}<span>${mark.word}: ${this.format.number(rooms.length)}${names}</span></li>`;
  }

  #chooseLayer = (event: Event): void => {
    this.layer = (event.target as HTMLSelectElement).value as LayerName;
    this.without = undefined;
  };

  #chooseOutage = (event: Event): void => {
    this.without = (event.target as HTMLSelectElement).value || undefined;
  };
}

const NONE: readonly PlacedIncident[] = [];

declare global {
  interface HTMLElementTagNameMap {
    "duress-map-page": MapPage;
  }
}
