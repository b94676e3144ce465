/** One floor: its plan with everything on it, or without an image a grid of its rooms. Used by the map and by its card. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { isActive } from "../../data/incidents";
import {
  byPendant,
  floorOf,
  listenerSpot,
  type MapFloor,
  type MapFact,
  type MapListener,
  type MapRoom,
  pinOf,
  type PlacedIncident,
  shortName,
  type Spot,
  spotOf,
} from "../../data/map";
import { factName, inOrder } from "../../data/pack";
import { addressOf } from "../../data/navigate";
import { customElement } from "../define";
import { ConsoleElement } from "../element";
import { follow } from "../link";
import { kindShape, shape } from "../shapes";
import { shared } from "../styles";
import { factShape } from "./facts";
import { SignedImage } from "./image";
import { type Layer, LISTENER_SHAPES, LISTENER_TONES } from "./marks";
import { alarmStyles, gridStyles, sheetStyles } from "./styles";

/** A room with what happens in it. */
interface Lit {
  readonly here: readonly PlacedIncident[];
  /** How probable it is that an incident is here rather than where it was placed; 0 to 1. */
  readonly maybe: number;
}

const DARK: Lit = { here: [], maybe: 0 };

/** `<duress-floor-plan .floor .incidents .layer>`; `wall` is for a display that is read from afar. */
@customElement("duress-floor-plan")
export class FloorPlanElement extends ConsoleElement {
  static override styles = [
    shared,
    sheetStyles,
    alarmStyles,
    gridStyles,
    css`
      .error,
      .rest {
        margin: 8px 0;
      }
    `,
  ];

  /** The floor, as `duress/map` has it. */
  @property({ attribute: false }) floor!: MapFloor;
  /** All open incidents; those on other floors are left out here. */
  @property({ attribute: false }) incidents: readonly PlacedIncident[] = [];
  /** What to say of each room; nothing for rooms and alarms alone. */
  @property({ attribute: false }) layer: Layer | undefined;
  /** Whether things for responders are shown. */
  @property({ type: Boolean }) facts = false;
  /** How many times larger than it fits. */
  @property({ type: Number }) zoom = 1;
  @property({ type: Boolean, reflect: true }) wall = false;

  readonly #image = new SignedImage(this);

  override render(): TemplateResult {
    const { floor } = this;
    this.#image.show(this.console.home.connection, floor.plan?.url);
    const lit = litRooms(byPendant(this.incidents));
    return html`${this.#adrift()}${
      floor.plan === null ? this.#grid(lit) : html`${this.#window(floor, lit)}${this.#rest(lit)}`
    }`;
  }

  /** Incidents of this floor that no room on it can show. */
  #adrift(): TemplateResult | typeof nothing {
    const shows = new Set(
      this.floor.rooms.filter((room) => this.floor.plan === null || spotOf(room)).map((room) => room.room_id),
    );
    const adrift = byPendant(this.incidents).filter((one) => {
      const floor = floorOf(one);
      if (floor !== undefined && floor !== this.floor.floor_id) return false;
      return one.place.room_id === null || !shows.has(one.place.room_id);
    });
    if (adrift.length === 0) return nothing;
    return html`<ul class="adrift">
      ${repeat(adrift, pinOf, (one) => html`<li>${this.#incident(one)}</li>`)}
    </ul>`;
  }

  // On an image

  #window(floor: MapFloor, lit: ReadonlyMap<string, Lit>): TemplateResult {
    const { width, height } = floor.plan ?? { width: 1, height: 1 };
    const ratio = width / height;
    const most = this.wall ? "100dvh - 150px" : "82dvh";
    const size = this.zoom > 1 ? `width:${this.zoom * 100}%` : `max-width:calc((${most}) * ${ratio.toFixed(4)})`;
    return html`${this.#trouble()}
      <div
        class="window"
        role="group"
        tabindex=${this.zoom > 1 ? 0 : nothing}
        aria-label=${this.t("map.plan_of", { floor: floor.name || this.t("map.nowhere") })}
      >
        <div class="sheet" style="aspect-ratio:${width}/${height};${size}">
          <img
            alt=""
            width=${width}
            height=${height}
            src=${this.#image.src ?? nothing}
            ?hidden=${this.#image.src === undefined}
            @error=${this.#failed}
          />
          ${guard([floor, this.layer, this.facts, this.console.texts], () => this.#pins(floor))}
          ${repeat(
            floor.rooms.filter((room) => lit.has(room.room_id)),
            (room) => room.room_id,
            (room) => this.#lights(spotOf(room), lit.get(room.room_id) ?? DARK),
          )}
        </div>
      </div>`;
  }

  /** What an alarm does not change. */
  #pins(floor: MapFloor): TemplateResult {
    return html`${repeat(
      floor.rooms,
      (room) => room.room_id,
      (room) => this.#room(room),
    )}
    ${repeat(
      floor.listeners,
      (one) => one.listener_id,
      (one) => this.#listener(one, listenerSpot(one, floor)),
    )}
    ${this.#shownFacts.map((one) => this.#fact(one))}`;
  }

  get #shownFacts(): readonly MapFact[] {
    return this.facts ? inOrder(this.floor.facts, this.console.texts.language) : [];
  }

  #fact(fact: MapFact): TemplateResult | typeof nothing {
    const spot = spotOf(fact);
    if (spot === undefined) return nothing;
    return html`<span class="pin fact" title=${factName(this.console.texts, fact)} style=${at(spot)}
      >${factShape(fact.kind)}<span class="word">${fact.label}</span></span
    >`;
  }

  #trouble(): TemplateResult | typeof nothing {
    return this.#image.error === undefined
      ? nothing
      : html`<p class="error" role="status">${this.t("map.no_image", { why: this.#image.error })}</p>`;
  }

  #failed = (): void => {
    this.#image.failed(this.console.home.connection, this.t("map.image_not_loaded"));
  };

  #room(room: MapRoom): TemplateResult | typeof nothing {
    const spot = spotOf(room);
    if (spot === undefined) return nothing;
    const mark = this.layer?.get(room.room_id);
    const tone = mark?.tone ?? "quiet";
    return html`<span class="pin room ${tone} ${room.is_gone ? "gone" : ""}" title=${room.name} style=${at(spot)}
      >${mark === undefined ? nothing : shape(mark.shape)}<span>${shortName(room.name)}</span>${
        mark === undefined ? nothing : html`<span class="word">${mark.word}</span>`
      }</span
    >`;
  }

  #listener(one: MapListener, spot: Spot | undefined): TemplateResult | typeof nothing {
    if (spot === undefined) return nothing;
    const word = this.t(`map.listener_${one.state}`);
    return html`<span
      class="pin listener ${LISTENER_TONES[one.state]}"
      title=${`${one.name}: ${word}`}
      style=${at(spot)}
      >${shape(LISTENER_SHAPES[one.state])}<span class="name">${one.name}</span></span
    >`;
  }

  #lights(spot: Spot | undefined, { here, maybe }: Lit): TemplateResult | typeof nothing {
    if (spot === undefined) return nothing;
    if (here.length === 0)
      return html`<span class="other" style=${at(spot)}
        >${this.t("map.maybe", { share: this.format.percent(maybe) })}</span
      >`;
    // Above its room, or below it at the top; never beyond the edges.
    const up = spot.y > 0.3;
    const shift = `translate(${(-spot.x * 100).toFixed(1)}%, ${up ? "calc(-100% - 18px)" : "18px"})`;
    return html`<span class="here" style=${at(spot)}></span>
      <ul class="alarms" style="${at(spot)};transform:${shift}">
        ${repeat(here, pinOf, (one) => html`<li>${this.#incident(one)}</li>`)}
      </ul>`;
  }

  // Without an image

  #grid(lit: ReadonlyMap<string, Lit>): TemplateResult {
    const { rooms, listeners } = this.floor;
    const inNone = listeners.filter((one) => !rooms.some((room) => room.room_id === one.room_id));
    if (rooms.length + inNone.length + this.#shownFacts.length === 0)
      return html`<p class="quiet">${this.t("map.empty_floor")}</p>`;
    return html`<ul class="grid">
      ${repeat(
        rooms,
        (room) => room.room_id,
        (room) => this.#cell(room, lit.get(room.room_id) ?? DARK),
      )}
      ${repeat(
        inNone,
        (one) => one.listener_id,
        (one) => html`<li class="cell">${this.#inCell(one)}</li>`,
      )}
      ${this.#shownFacts.map((one) => html`<li class="cell">${factShape(one.kind)} ${factName(this.console.texts, one)}</li>`)}
    </ul>`;
  }

  /** The rooms that are not on the image yet; their incidents are above it. */
  #rest(lit: ReadonlyMap<string, Lit>): TemplateResult | typeof nothing {
    const rest = this.floor.rooms.filter((room) => spotOf(room) === undefined);
    if (rest.length === 0) return nothing;
    return html`<p class="quiet rest">${this.t("map.missing_rooms", { n: rest.length })}</p>
      <ul class="grid">
        ${repeat(
          rest,
          (room) => room.room_id,
          (room) => this.#cell(room, { here: [], maybe: lit.get(room.room_id)?.maybe ?? 0 }),
        )}
      </ul>`;
  }

  #cell(room: MapRoom, { here, maybe }: Lit): TemplateResult {
    const mark = this.layer?.get(room.room_id);
    return html`<li class="cell ${here.length > 0 ? "hit" : ""}">
      <span class="name">${room.name}</span>
      ${mark === undefined ? nothing : html`<span class="mark ${mark.tone}">${shape(mark.shape)} ${mark.word}</span>`}
      ${
        maybe > 0 && here.length === 0
          ? html`<span class="maybe">${this.t("map.maybe", { share: this.format.percent(maybe) })}</span>`
          : nothing
      }
      ${here.map((one) => this.#incident(one))}
      ${this.floor.listeners.filter((one) => one.room_id === room.room_id).map((one) => this.#inCell(one))}
    </li>`;
  }

  #inCell(one: MapListener): TemplateResult {
    return html`<span class="listener"
      >${shape(LISTENER_SHAPES[one.state])}
      ${one.name}${one.state === "heard" ? nothing : html`: ${this.t(`map.listener_${one.state}`)}`}</span
    >`;
  }

  // An incident

  #incident(one: PlacedIncident): TemplateResult {
    const tone = !isActive(one) ? "over" : one.mode === "live" ? "" : "calm";
    const address = addressOf("incident", one.incident_id);
    return html`<a class="incident ${tone}" href=${address} @click=${(event: MouseEvent) => follow(event, address)}
      >${shape(kindShape(one.kind))}
      <strong>${incidentTitle(this.console, one)}</strong>
      <span>${incidentPlace(this.console, one)}</span></a
    >`;
  }
}

/** Where something is on a sheet, as a style. */
export function at(spot: Spot): string {
  return `left:${(spot.x * 100).toFixed(2)}%;top:${(spot.y * 100).toFixed(2)}%`;
}

/** Which rooms have an incident, and which may have one. */
function litRooms(incidents: readonly PlacedIncident[]): Map<string, Lit> {
  const lit = new Map<string, Lit>();
  for (const one of incidents) {
    const { room_id: room, others } = one.place;
    if (room !== null) {
      const known = lit.get(room) ?? DARK;
      lit.set(room, { ...known, here: [...known.here, one] });
    }
    if (!isActive(one)) continue;
    for (const { room_id: other, probability } of others) {
      const known = lit.get(other) ?? DARK;
      lit.set(other, { ...known, maybe: Math.max(known.maybe, probability) });
    }
  }
  return lit;
}

type Says = ConsoleElement["console"];

/** What an incident is and who pressed, such as "DRILL · Duress · Pendant 7". */
export function incidentTitle({ texts }: Says, one: PlacedIncident): string {
  const kind = texts.find(`incident.kind_${one.kind}`) ?? one.kind;
  const mode = one.mode === "live" ? [] : [texts.find(`incident.mode_${one.mode}`) ?? one.mode];
  const who = one.latest.at(-1)?.transmitter;
  return [...mode, kind, ...(who === undefined ? [] : [who])].join(" · ");
}

/** Where an incident is, how sure that is, and since when. */
export function incidentPlace({ texts, format }: Says, one: PlacedIncident): string {
  const { room, floor, word, probability } = one.place;
  const share = probability === null ? "" : ` ${format.percent(probability)}`;
  const sure = word === null ? "" : (texts.find(`incident.word_${word}`) ?? word);
  const parts =
    room === null
      ? [floor === null ? texts.say("map.somewhere") : texts.say("map.on_floor", { floor })]
      : word === "near"
        ? [texts.say("map.near", { room })]
        : [room, ...(sure === "" ? [] : [`${sure}${share}`])];
  if (!isActive(one)) parts.push(texts.find(`incident.state_${one.state}`) ?? one.state);
  return [...parts, format.time(one.raised_at)].join(" · ");
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-floor-plan": FloorPlanElement;
  }
}
