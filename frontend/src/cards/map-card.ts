/** The card with the plan of a floor and the open alarms on it. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { Feed } from "../data/feed";
import { followIncidents } from "../data/incidents";
import { floorOf, type MapFloor, type MapMessage, newest, type PlacedIncident } from "../data/map";
import { customElement } from "../ui/define";
import { ConsoleElement } from "../ui/element";
import { follow } from "../ui/link";
import "../ui/plan/floor-plan";
import { whenTold } from "../ui/standing";
import { shared } from "../ui/styles";
import { type Form, mapForm } from "./form";
import { mark, markStyles } from "./mark";
import { type GridOptions, SchoolCard } from "./school-card";
import type { CardSettings } from "./settings";

interface OpenIncidents {
  readonly incidents: readonly PlacedIncident[];
}

const NONE: readonly PlacedIncident[] = [];

/** `<duress-map-plan>`: what the map card shows inside. */
@customElement("duress-map-plan")
export class MapPlan extends ConsoleElement {
  static override styles = [
    shared,
    markStyles,
    css`
      h2 {
        margin-bottom: 8px;
      }
    `,
  ];

  /** The floor that was chosen; without one it is that of the newest alarm. */
  @property({ attribute: false }) floorId: string | undefined;
  @property({ type: Boolean }) wall = false;
  /** Whether alarms are on the plan only after somebody asked for them. */
  @property({ type: Boolean }) discreet = false;
  @state() private isOpened = false;

  readonly #map = new Feed<MapMessage>(this, "duress/map");
  readonly #open = followIncidents<OpenIncidents>(this, () => this.#told());

  override render(): TemplateResult {
    return whenTold(this.console, this.#map, ({ floors }) => {
      const open = this.#open.message?.incidents ?? NONE;
      const seen = this.discreet && !this.isOpened ? NONE : open;
      const floor = this.#shown(floors, seen);
      return html`${
        this.discreet
          ? mark(this.console.texts, open.length, this.isOpened, () => (this.isOpened = !this.isOpened))
          : nothing
      }
      ${floor === undefined ? this.#noFloor() : this.#floor(floor, seen)}`;
    });
  }

  #shown(floors: readonly MapFloor[], seen: readonly PlacedIncident[]): MapFloor | undefined {
    if (this.floorId !== undefined) return floors.find((one) => one.floor_id === this.floorId);
    const alarm = newest(seen);
    const hit = alarm && floorOf(alarm);
    return floors.find((one) => one.floor_id === hit) ?? floors.find((one) => one.rooms.length > 0) ?? floors[0];
  }

  #noFloor(): TemplateResult {
    return html`<p class="notice">${this.t(this.floorId === undefined ? "map.no_floor" : "cards.no_such_floor")}</p>`;
  }

  #floor(floor: MapFloor, seen: readonly PlacedIncident[]): TemplateResult {
    return html`<h2>${floor.name || this.t("map.nowhere")}</h2>
      <duress-floor-plan
        ?wall=${this.wall}
        .floor=${floor}
        .incidents=${seen}
        @click=${{ handleEvent: (event: MouseEvent) => this.#go(event), capture: true }}
      ></duress-floor-plan>`;
  }

  /** Links of the plan lead to the console, which must open with the school of this card. */
  #go(event: MouseEvent): void {
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
    if (link === undefined) return;
    link.search = new URLSearchParams({ site: this.console.site.site }).toString();
    event.stopPropagation();
    follow(event, `${link.pathname}${link.search}`);
  }

  #told(): void {
    if (this.#open.message?.incidents.length === 0) this.isOpened = false;
  }
}

/** `custom:duress-map-card`. */
@customElement("duress-map-card")
export class MapCard extends SchoolCard {
  /** The form of Home Assistant's card editor. */
  static override getConfigForm(): Form {
    return mapForm();
  }

  override getCardSize(): number {
    return 8;
  }

  override getGridOptions(): GridOptions {
    return { columns: 12, rows: "auto", min_columns: 9 };
  }

  protected override content({ floor }: CardSettings): TemplateResult {
    return html`<duress-map-plan
      .floorId=${floor}
      ?wall=${this.profile === "wall"}
      ?discreet=${this.profile === "office"}
    ></duress-map-plan>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-map-plan": MapPlan;
    "duress-map-card": MapCard;
  }
}
