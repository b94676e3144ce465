/** One floor: its plan with everything on it, or without an image a grid of its rooms. Used by the map and by its card. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { isActive } from "../../data/incidents";
import {
  byPendant,
  floorOf,
  listenerSpot,
  type MapFloor,
  type MapListener,
  type MapRoom,
  pinOf,
  type PlacedIncident,
  shortName,
  type Spot,
  spotOf,
} from "../../data/map";
import { addressOf } from "../../data/navigate";
import { customElement } from "../define";
import { ConsoleElement } from "../element";
import { follow } from "../link";
import { kindShape, shape } from "../shapes";
import { shared } from "../styles";
import type { Written } from "./arrange";
import { factPins } from "./facts";
import { SignedImage } from "./image";
import { areCrowded, type Arrangement, arrangeFloor, arrangeMaybes, type Sheet, SMALL } from "./labels";
import { alarmSpots, DARK, type Lit, litRooms } from "./lit";
import { type Layer, LISTENER_SHAPES, LISTENER_TONES } from "./marks";
import { alarmStyles, gridStyles, sheetStyles } from "./styles";

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

  /** The width of the sheet in pixels; 0 as long as nobody knows it. */
  @state() width = 0;

  readonly #image = new SignedImage(this);
  readonly #sizes =
    typeof ResizeObserver === "undefined"
      ? undefined
      : new ResizeObserver(([sheet]) => (this.width = Math.round(sheet?.contentRect.width ?? 0)));
  #arranged: { readonly of: readonly unknown[]; readonly arrangement: Arrangement } | undefined;
  #watched: Element | null = null;

  override updated(): void {
    const sheet = this.renderRoot.querySelector(".sheet");
    if (sheet === this.#watched) return;
    this.#sizes?.disconnect();
    this.#watched = sheet;
    if (sheet !== null) this.#sizes?.observe(sheet);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
    this.#watched = null;
  }

  override render(): TemplateResult {
    const { floor } = this;
    this.#image.show(this.console.home.connection, floor.plan?.url);
    const lit = litRooms(byPendant(this.incidents));
    if (floor.plan === null) return html`${this.#adrift()}${this.#grid(lit)}`;
    const letters = this.#letters(floor, lit);
    return html`${this.#adrift()}${this.#lettered(letters, lit)}${this.#window(floor, lit, letters)}${this.#key(floor)}${this.#rest(lit)}`;
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

  get #sheet(): Sheet {
    const { width, height } = this.floor.plan ?? { width: 1, height: 1 };
    return { width: this.width, height: (this.width * height) / width, wall: this.wall };
  }

  /** How rooms and what hears are written; worked out again only if one of these has changed. */
  #arrangement(floor: MapFloor): Arrangement {
    const of = [floor, this.layer, this.width, this.wall];
    if (this.#arranged?.of.every((one, index) => one === of[index]) !== true)
      this.#arranged = { of, arrangement: arrangeFloor(floor, this.layer, this.#sheet) };
    return this.#arranged.arrangement;
  }

  /** A letter for each room with an alarm, by its id; none if all that is to be said of them fits onto the plan. */
  #letters(floor: MapFloor, lit: ReadonlyMap<string, Lit>): ReadonlyMap<string, string> {
    const spots = alarmSpots(floor, lit).filter(({ alarms }) => alarms > 0);
    if (!areCrowded(spots, this.#sheet)) return new Map();
    return new Map(spots.map(({ room_id: room }, index) => [room, String.fromCodePoint(65 + (index % 26))]));
  }

  /** Alarms for which there is no space on the plan, with the letters that are on it. */
  #lettered(letters: ReadonlyMap<string, string>, lit: ReadonlyMap<string, Lit>): TemplateResult | typeof nothing {
    if (letters.size === 0) return nothing;
    return html`<ul class="adrift lettered">
      ${[...letters].map(([room, letter]) =>
        repeat(
          lit.get(room)?.here ?? [],
          pinOf,
          (one) => html`<li><span class="letter" aria-hidden="true">${letter}</span>${this.#incident(one)}</li>`,
        ),
      )}
    </ul>`;
  }

  /** What the numbers on the plan stand for, and what is not on it for lack of space. */
  #key(floor: MapFloor): TemplateResult | typeof nothing {
    const { entries, out } = this.#arrangement(floor);
    if (entries.length === 0 && out.length === 0) return nothing;
    return html`<ul class="key" aria-label=${this.t("map.key")}>
        ${entries.map(({ number, rooms }) => {
          const said = rooms.map(({ room_id, name }) => {
            const mark = this.layer?.get(room_id);
            return mark === undefined ? name : `${name}: ${mark.word}`;
          });
          return html`<li><span class="number" aria-hidden="true">${number}</span> ${this.format.list(said)}</li>`;
        })}
      </ul>
      ${
        out.length === 0
          ? nothing
          : html`<p class="quiet rest">
              ${this.t("map.no_space", { names: this.format.list(out.map((one) => one.name)) })}
            </p>`
      }`;
  }

  #window(floor: MapFloor, lit: ReadonlyMap<string, Lit>, letters: ReadonlyMap<string, string>): TemplateResult {
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
        <div
          class="sheet ${this.width > 0 && this.width < SMALL ? "small" : ""}"
          style="aspect-ratio:${width}/${height};${size}"
        >
          <img
            alt=""
            width=${width}
            height=${height}
            src=${this.#image.src ?? nothing}
            ?hidden=${this.#image.src === undefined}
            @error=${this.#failed}
          />
          ${guard([this.#arrangement(floor), this.console.texts], () => this.#pins(floor))} ${this.#maybes(floor, lit)}
          ${this.facts ? factPins(this.console.texts, floor.facts, at) : nothing}
          ${repeat(
            floor.rooms.filter((room) => (lit.get(room.room_id) ?? DARK).here.length > 0),
            (room) => room.room_id,
            (room) => this.#lights(spotOf(room), lit.get(room.room_id) ?? DARK, letters.get(room.room_id)),
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
    )}`;
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
    const { written, numbers } = this.#arrangement(this.floor);
    const how = written.get(room.room_id);
    if (spot === undefined || (how !== undefined && how.at !== room.room_id)) return nothing;
    const mark = this.layer?.get(room.room_id);
    const number = numbers.get(room.room_id);
    const isShort = how !== undefined && (how.level > 0 || this.width < SMALL);
    return html`<span
      class="pin room ${mark?.tone ?? "quiet"} ${room.is_gone ? "gone" : ""} ${number === undefined ? "" : "numbered"}"
      title=${room.name}
      style=${at(spot, how)}
      >${mark === undefined ? nothing : shape(mark.shape)}<span>${number ?? shortName(room.name)}</span>${
        mark === undefined || isShort ? nothing : html`<span class="word">${mark.word}</span>`
      }</span
    >`;
  }

  #listener(one: MapListener, spot: Spot | undefined): TemplateResult | typeof nothing {
    const how = this.#arrangement(this.floor).written.get(one.listener_id);
    if (spot === undefined || how?.out === true) return nothing;
    const word = this.t(`map.listener_${one.state}`);
    const isShort = how !== undefined && (how.level > 0 || this.width < SMALL);
    return html`<span
      class="pin listener ${LISTENER_TONES[one.state]}"
      title=${`${one.name}: ${word}`}
      style=${at(spot, how)}
      >${shape(LISTENER_SHAPES[one.state])}<span class=${isShort ? "name short" : "name"}>${one.name}</span></span
    >`;
  }

  /** Where an incident may be rather than where it was placed. */
  #maybes(floor: MapFloor, lit: ReadonlyMap<string, Lit>): TemplateResult {
    const spots = alarmSpots(floor, lit);
    const maybes = spots.filter(({ alarms }) => alarms === 0);
    const places = arrangeMaybes(
      maybes,
      spots.filter(({ alarms }) => alarms > 0),
      this.#sheet,
    );
    return html`${maybes.map(({ room_id: room, spot }) => {
      const share = this.format.percent(lit.get(room)?.maybe ?? 0);
      const words = this.t("map.maybe", { share });
      const how = places.get(room);
      const isShort = how !== undefined && (how.level > 0 || this.width < SMALL);
      if (how?.out === true) return nothing;
      return html`<span class="other" style=${at(spot, how)} title=${words}>${isShort ? `${share}?` : words}</span>`;
    })}`;
  }

  #lights(spot: Spot | undefined, { here }: Lit, letter: string | undefined): TemplateResult | typeof nothing {
    if (spot === undefined) return nothing;
    if (letter !== undefined)
      return html`<span class="here letter" aria-hidden="true" style=${at(spot)}>${letter}</span>`;
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
    if (rooms.length === 0 && inNone.length === 0) return html`<p class="quiet">${this.t("map.empty_floor")}</p>`;
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

/** Where something is on a sheet, as a style; perhaps some pixels beside its spot. */
export function at(spot: Spot, how?: Pick<Written, "dx" | "dy">): string {
  const place = `left:${(spot.x * 100).toFixed(2)}%;top:${(spot.y * 100).toFixed(2)}%`;
  if (how === undefined || (how.dx === 0 && how.dy === 0)) return place;
  return `${place};margin:${how.dy.toFixed(1)}px 0 0 ${how.dx.toFixed(1)}px`;
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
