/** What is written on the plan of a floor, and how large that is about; fonts differ little, and measuring costs time. */
import {
  listenerSpot,
  type MapFloor,
  type MapListener,
  type MapRoom,
  shortName,
  type Spot,
  spotOf,
} from "../../data/map";
import { arrange, type Label, meet, type Size, type Written } from "./arrange";
import type { Layer } from "./marks";

/** Below this width of a sheet only the shortest is written on it. */
export const SMALL = 620;

/** How a sheet is read. */
export interface Sheet extends Size {
  readonly wall: boolean;
}

/** Rooms that share a number on the plan. */
export interface KeyEntry {
  readonly number: number;
  readonly rooms: readonly MapRoom[];
}

/** How everything on a plan is written. */
export interface Arrangement {
  readonly written: ReadonlyMap<string, Written>;
  /** The number on the plan of each room that has one, by its id. */
  readonly numbers: ReadonlyMap<string, number>;
  /** What the numbers mean. */
  readonly entries: readonly KeyEntry[];
  /** Receivers and repeaters for which there is no room. */
  readonly out: readonly MapListener[];
}

/** What stands for nothing arranged yet, as long as nobody knows how large the sheet is. */
export const LOOSE: Arrangement = { written: new Map(), numbers: new Map(), entries: [], out: [] };

/** Arrange rooms, receivers and repeaters. */
export function arrangeFloor(floor: MapFloor, layer: Layer | undefined, sheet: Sheet): Arrangement {
  if (sheet.width === 0) return LOOSE;
  const rooms = floor.rooms.flatMap((room) => roomLabel(room, layer, sheet) ?? []);
  const listeners = floor.listeners.flatMap((one) => listenerLabel(one, floor, sheet) ?? []);
  const written = arrange([...rooms, ...listeners], sheet);
  const out = floor.listeners.filter((one) => written.get(one.listener_id)?.out === true);
  return { written, ...numbered(floor.rooms, rooms, written), out };
}

/** Number the rooms that are said as short as can be; those that one of them stands for have its number. */
export function numbered(
  rooms: readonly MapRoom[],
  labels: readonly Label[],
  written: ReadonlyMap<string, Written>,
): Pick<Arrangement, "numbers" | "entries"> {
  const last = new Map(labels.map(({ key, sizes }) => [key, sizes.length - 1]));
  const hosts = new Map<string, MapRoom[]>();
  for (const room of rooms) {
    const found = written.get(room.room_id);
    if (found === undefined || found.level < (last.get(room.room_id) ?? 0)) continue;
    hosts.set(found.at, [...(hosts.get(found.at) ?? []), room]);
  }
  const entries = [...hosts.values()].map((together, index) => ({ number: index + 1, rooms: together }));
  const numbers = entries.flatMap(({ number, rooms: together }) =>
    together.map((room) => [room.room_id, number] as const),
  );
  return { numbers: new Map(numbers), entries };
}

/** A room on a plan with all who pressed in it, or how probable it is that somebody did. */
export interface AlarmSpot {
  readonly room_id: string;
  readonly spot: Spot;
  readonly alarms: number;
}

/** Whether the boxes of alarms would cover each other or be cut off, so that a list above the plan has to have them. */
export function areCrowded(alarms: readonly AlarmSpot[], sheet: Sheet): boolean {
  if (sheet.width === 0) return false;
  const width = Math.min(sheet.wall ? 620 : 280, sheet.width * 0.92);
  const boxes = alarms.map(({ spot, alarms: count }) => {
    const height = count * (sheet.wall ? 130 : 76);
    const top = spot.y > 0.3 ? spot.y * sheet.height - 18 - height : spot.y * sheet.height + 18;
    return { x: spot.x * (sheet.width - width) + width / 2, y: top + height / 2, width, height };
  });
  return boxes.some((box, index) => {
    const [top, bottom] = [box.y - box.height / 2, box.y + box.height / 2];
    if (top < 0 || bottom > sheet.height) return true;
    return alarms.some(({ spot }, other) => {
      const box2 = boxes[other];
      if (other === index || box2 === undefined) return false;
      const ring = { x: spot.x * sheet.width, y: spot.y * sheet.height, width: 36, height: 36 };
      return meet(box, ring) || meet(box, box2);
    });
  });
}

/** Where to say that somebody may be in a room, so that no two such words and no alarm cover each other. */
export function arrangeMaybes(
  maybes: readonly AlarmSpot[],
  alarms: readonly AlarmSpot[],
  sheet: Sheet,
): ReadonlyMap<string, Written> {
  if (sheet.width === 0) return new Map();
  const em = sheet.wall ? 21 : 13;
  const above = 12 / sheet.height;
  return arrange(
    [
      ...alarms.map(({ room_id: key, spot }) => ({
        key,
        spot,
        sizes: [{ width: 40, height: 40 }],
        weight: 9,
        mayMove: false,
      })),
      ...maybes.map(({ room_id: key, spot }) => ({
        key,
        spot: { x: spot.x, y: Math.max(0, spot.y - above) },
        sizes: [...(sheet.width < SMALL ? [] : [pill(13, em)]), pill(5, em)],
        weight: 1,
        mayMove: true,
      })),
    ],
    sheet,
  );
}

function pill(letters: number, em: number): Size {
  return { width: letters * em * 0.58 + 20, height: em * 1.35 + 6 };
}

function fontOf({ width, wall }: Sheet): number {
  const em = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return em * (wall ? 1.05 : width < SMALL ? 0.72 : 0.8);
}

function roomLabel(room: MapRoom, layer: Layer | undefined, sheet: Sheet): Label | undefined {
  const spot = spotOf(room);
  if (spot === undefined) return undefined;
  const em = fontOf(sheet);
  const mark = layer?.get(room.room_id);
  const name = shortName(room.name).length;
  const size = (letters: number): Size => ({
    width: letters * em * 0.6 + (mark === undefined ? 0 : em + 4) + (sheet.width < SMALL ? 10 : 14),
    height: em * 1.35 + 3,
  });
  const whole = mark === undefined || sheet.width < SMALL ? [] : [size(name + 1 + mark.word.length)];
  const weight = { alarm: 3, warn: 2, quiet: 1, good: 0 }[mark?.tone ?? "quiet"];
  return { key: room.room_id, spot, sizes: [...whole, size(name), size(2)], weight, mayMove: false };
}

function listenerLabel(one: MapListener, floor: MapFloor, sheet: Sheet): Label | undefined {
  const spot = listenerSpot(one, floor);
  if (spot === undefined) return undefined;
  const em = 11.5;
  const height = em * 1.35 + 3;
  const whole = sheet.width < SMALL ? [] : [{ width: one.name.length * em * 0.6 + em + 20, height }];
  const weight = one.state === "heard" ? 0 : 1;
  return { key: one.listener_id, spot, sizes: [...whole, { width: em + 14, height }], weight, mayMove: true };
}
