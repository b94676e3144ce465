/** What is written on a plan of the responder pack, so that no room and no thing covers another. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { type MapFact, type MapFloor, type MapRoom, shortName, spotOf } from "../../data/map";
import { marksOf } from "../../data/pack";
import { arrange, type Label, type Size, type Written } from "../../ui/plan/arrange";
import { factShape } from "../../ui/plan/facts";
import { at } from "../../ui/plan/floor-plan";
import { type Arrangement, numbered } from "../../ui/plan/labels";

/** Below this width of a plan its letters are smaller. */
const NARROW = 500;
/** Nine points, which is what paper has. */
const ON_PAPER = 12;
/** Letters of a room in one line, before it takes a second one. */
const LINE = 9;
/** How many times its size a thing may stand away from its spot; a line shows where it is. */
const REACH = 7;

/** So little fits on every phone. */
const FEW = 30;
/** Pixels for each thing on a plan with more, and how wide it becomes at most. */
const EACH = 12;
const MOST_WIDE = 1200;

/** A plan of the pack with everything on it. */
export interface Pins extends Pick<Arrangement, "written" | "numbers" | "entries"> {
  readonly sheet: Size;
}

/** Nothing arranged yet, as long as nobody knows how large the plan is. */
export const NO_PINS: Pins = {
  written: new Map(),
  numbers: new Map(),
  entries: [],
  sheet: { width: 0, height: 0 },
};

/** Arrange a floor; `name` is what a room is called on the plan. */
export function arrangePins(
  floor: MapFloor,
  facts: readonly MapFact[],
  name: (room: MapRoom) => string,
  sheet: Size & { readonly paper: boolean },
): Pins {
  if (sheet.width === 0) return NO_PINS;
  const em = sheet.paper ? ON_PAPER : letterSize(sheet.width);
  const marks = marksOf(facts);
  const rooms = floor.rooms.flatMap((room) => roomLabel(room, name(room), em) ?? []);
  const things = facts.flatMap((fact, index) => factLabel(fact, marks[index] ?? "", em) ?? []);
  const written = arrange([...rooms, ...things], sheet);
  return { written, ...numbered(floor.rooms, rooms, written), sheet };
}

/** How wide a plan on a screen is at least, in pixels; 0 for one with little on it. Whoever reads more on a phone scrolls. */
export function leastWidth(things: number): number {
  return things < FEW ? 0 : Math.min(MOST_WIDE, things * EACH);
}

function letterSize(width: number): number {
  const em = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return em * (width < NARROW ? 0.7 : 0.8);
}

function roomLabel(room: MapRoom, name: string, em: number): Label | undefined {
  const spot = spotOf(room);
  if (spot === undefined) return undefined;
  const lines = Math.ceil((name.length * 0.58) / LINE);
  const width = Math.min(name.length * 0.58, LINE) * em + 8;
  const whole = { width, height: lines * em * 1.2 + 3 };
  return { key: room.room_id, spot, sizes: [whole, { width: em * 1.6, height: em * 1.6 }], weight: 0, mayMove: false };
}

function factLabel(fact: MapFact, mark: string, em: number): Label | undefined {
  const spot = spotOf(fact);
  if (spot === undefined) return undefined;
  const size = { width: em * (1 + mark.length * 0.68) + 12, height: em * 1.2 + 4 };
  return { key: fact.fact_id, spot, sizes: [size], weight: 1, mayMove: true, reach: REACH };
}

/** Draw rooms and things; one that stands beside its spot is joined to it by a line. */
export function drawPins(
  pins: Pins,
  rooms: readonly MapRoom[],
  facts: readonly MapFact[],
  name: (room: MapRoom) => string,
): TemplateResult {
  const marks = marksOf(facts);
  return html`${leads(pins, facts)}
  ${rooms.map((room) => {
    const spot = spotOf(room);
    const how = pins.written.get(room.room_id);
    if (spot === undefined || (how !== undefined && how.at !== room.room_id)) return nothing;
    const number = pins.numbers.get(room.room_id);
    return html`<span class=${number === undefined ? "room" : "room numbered"} style=${at(spot, how)}
      >${number ?? name(room)}</span
    >`;
  })}
  ${facts.map((fact, index) => {
    const spot = spotOf(fact);
    const how = pins.written.get(fact.fact_id);
    return spot === undefined || how?.out === true
      ? nothing
      : html`<span class="fact" style=${at(spot, how)}>${factShape(fact.kind)}${marks[index]}</span>`;
  })}`;
}

/** What a room is called on a plan: its door or number if it has one. */
export function roomOnPlan(room: MapRoom, door: (number: string) => string): string {
  if (room.door !== null) return door(room.door);
  return /\d/.test(room.name) ? shortName(room.name) : room.name;
}

function leads({ written, sheet }: Pins, facts: readonly MapFact[]): TemplateResult | typeof nothing {
  const moved = facts.flatMap((fact) => {
    const [spot, how] = [spotOf(fact), written.get(fact.fact_id)];
    return spot === undefined || how === undefined || how.out || !isAway(how) ? [] : [{ spot, how }];
  });
  if (moved.length === 0) return nothing;
  return html`<svg class="leads" viewBox="0 0 ${sheet.width} ${sheet.height}" aria-hidden="true" focusable="false">
    ${moved.map(({ spot, how }) => {
      const [x, y] = [spot.x * sheet.width, spot.y * sheet.height];
      return svg`<line x1=${x} y1=${y} x2=${x + how.dx} y2=${y + how.dy}></line><circle cx=${x} cy=${y} r="2.5"></circle>`;
    })}
  </svg>`;
}

/** Whether something does not cover its own spot any more. */
function isAway({ dx, dy }: Written): boolean {
  return Math.abs(dx) > 14 || Math.abs(dy) > 8;
}
