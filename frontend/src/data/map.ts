/** The map as the server tells it (`duress/map`), and where things and incidents are on it; see docs/websocket.md. */
import { type Incident, isActive, type Place, type Press } from "./incidents";
import type { FactKind } from "./pack";

/** A place on an image, in parts (0 to 1) of its width and height. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What may have a place on a plan. */
interface Placeable {
  readonly name: string;
  readonly x: number | null;
  readonly y: number | null;
}

/** A room; `buttons` are the fixed buttons in it. */
export interface MapRoom extends Placeable {
  readonly room_id: string;
  readonly kind: string;
  readonly door: string | null;
  readonly is_gone: boolean;
  readonly buttons: readonly string[];
}

/** A receiver or repeater. */
export interface MapListener extends Placeable {
  readonly listener_id: string;
  readonly kind: "receiver" | "repeater";
  readonly room_id: string | null;
  readonly room: string | null;
  readonly state: "heard" | "not_heard" | "missing" | "trouble";
}

/** A thing for responders, such as a shut-off; with or without a place. */
export interface MapFact {
  readonly fact_id: string;
  readonly kind: FactKind;
  readonly label: string;
  readonly x: number | null;
  readonly y: number | null;
}

/** An image of a floor; `url` is for who is logged in. */
export interface PlanImage {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** One floor; the one with the id `NOWHERE` is for what is on no floor. */
export interface MapFloor {
  readonly floor_id: string;
  readonly name: string;
  readonly level: number | null;
  readonly building: string | null;
  readonly is_gone: boolean;
  readonly revision: number;
  readonly can_undo: boolean;
  readonly plan: PlanImage | null;
  readonly rooms: readonly MapRoom[];
  readonly listeners: readonly MapListener[];
  readonly facts: readonly MapFact[];
}

/** What `duress/map` says. */
export interface MapMessage {
  readonly role: string;
  readonly site: string;
  readonly floors: readonly MapFloor[];
  readonly homeless: readonly MapListener[];
}

/** The answer to a change of a plan. */
export interface PlanAnswer {
  readonly floor_id: string;
  readonly revision: number;
}

/** The answer to a change of a thing for responders. */
export interface FactAnswer extends PlanAnswer {
  readonly fact_id: string;
}

/** What a file of plans does, or would do, to one floor. */
export interface PlanFileChange {
  readonly floor_id: string;
  readonly floor: string;
  readonly image: "same" | "new" | "replaced" | "removed";
  readonly placed: number;
  readonly moved: number;
  readonly removed: number;
  readonly facts: number;
  readonly left_out: readonly string[];
}

/** What a file of plans does, or would do; `unknown` are floors that are not here. */
export interface PlanFileAnswer {
  readonly floors: readonly PlanFileChange[];
  readonly unknown: readonly string[];
  readonly contacts: "same" | "changed" | "left_out";
}

/** What the map needs to know of an incident; of one with several presses, see `byPendant`. */
export interface PlacedIncident extends Pick<
  Incident,
  "incident_id" | "number" | "kind" | "mode" | "state" | "raised_at"
> {
  readonly latest: readonly Pick<Press, "at" | "transmitter" | "room" | "room_id" | "floor" | "floor_id" | "word">[];
  readonly place: Pick<Place, "room" | "room_id" | "floor" | "floor_id" | "word" | "probability" | "why" | "others">;
}

const split = new WeakMap<readonly PlacedIncident[], readonly PlacedIncident[]>();

/**
 * Incidents with one entry for each pendant that was pressed, where it was pressed last: people who press in different
 * rooms are one incident, and each of them must be found.
 */
export function byPendant(incidents: readonly PlacedIncident[]): readonly PlacedIncident[] {
  const known = split.get(incidents);
  if (known !== undefined) return known;
  const found = incidents.flatMap(pressesOf);
  split.set(incidents, found);
  split.set(found, found);
  return found;
}

/** What tells an entry of `byPendant` from all others. */
export function pinOf(incident: PlacedIncident): string {
  return `${incident.incident_id} ${incident.latest.at(-1)?.transmitter ?? ""}`;
}

function pressesOf(incident: PlacedIncident): PlacedIncident[] {
  const last = incident.latest.at(-1);
  const others = new Map(incident.latest.map((press) => [press.transmitter, press]));
  if (last !== undefined) others.delete(last.transmitter);
  return [
    { ...incident, latest: last === undefined ? [] : [last] },
    ...[...others.values()].map((press) => {
      const { room, room_id, floor, floor_id, word } = press;
      const place = { room, room_id, floor, floor_id, word, probability: null, why: "", others: [] };
      return { ...incident, raised_at: press.at, latest: [press], place };
    }),
  ];
}

/** The floor of all that is on no floor, such as outdoor zones. */
export const NOWHERE = "-";

/** What a thing on a plan is known by. */
export type PinKey = `room:${string}` | `listener:${string}` | `fact:${string}`;

/** A room, receiver, repeater or thing for responders as something that can be placed. */
export interface Thing {
  readonly key: PinKey;
  readonly name: string;
  readonly spot: Spot | undefined;
}

/** The key of a room. */
export function roomKey(roomId: string): PinKey {
  return `room:${roomId}`;
}

/** The key of a receiver or repeater. */
export function listenerKey(listenerId: string): PinKey {
  return `listener:${listenerId}`;
}

/** The key of a thing for responders. */
export function factKey(factId: string): PinKey {
  return `fact:${factId}`;
}

/** Where something was placed; undefined if nobody did. */
export function spotOf(thing: Pick<Placeable, "x" | "y">): Spot | undefined {
  return thing.x === null || thing.y === null ? undefined : { x: thing.x, y: thing.y };
}

/** Everything of a floor that can be placed: rooms, receivers and repeaters (also those in no room), things by `nameOf`. */
export function thingsOf(
  floor: MapFloor,
  homeless: readonly MapListener[],
  nameOf: (fact: MapFact) => string,
): Thing[] {
  return [
    ...floor.rooms.map((one) => ({ key: roomKey(one.room_id), name: one.name, spot: spotOf(one) })),
    ...[...floor.listeners, ...homeless].map((one) => ({
      key: listenerKey(one.listener_id),
      name: one.name,
      spot: spotOf(one),
    })),
    ...floor.facts.map((one) => ({ key: factKey(one.fact_id), name: nameOf(one), spot: spotOf(one) })),
  ];
}

/** Where a receiver or repeater is shown: at its own place, else a little beside its room. */
export function listenerSpot(listener: MapListener, floor: MapFloor): Spot | undefined {
  const own = spotOf(listener);
  if (own !== undefined) return own;
  const room = floor.rooms.find((one) => one.room_id === listener.room_id);
  const beside = room === undefined ? undefined : spotOf(room);
  return beside === undefined ? undefined : { x: beside.x, y: Math.min(1, beside.y + 0.06) };
}

/** A room's name as short as it fits on a plan: its number if it has one. */
export function shortName(name: string): string {
  const number = name.split(/\s+/).find((part) => /\d/.test(part));
  if (number !== undefined) return number;
  return name.length > 14 ? `${name.slice(0, 13).trimEnd()}…` : name;
}

/** The floor an incident is on; undefined if that is not known, then it belongs on every one. */
export function floorOf(incident: PlacedIncident): string | undefined {
  const { room_id: room, floor_id: floor } = incident.place;
  return floor ?? (room === null ? undefined : NOWHERE);
}

/** The incident to look at first: a real one before a drill, one under way before one that is over, then the newest. */
export function newest(incidents: readonly PlacedIncident[]): PlacedIncident | undefined {
  const rank = (one: PlacedIncident): number => (isActive(one) ? 2 : 0) + (one.mode === "live" ? 1 : 0);
  // In one incident the newest press counts: whoever pressed last may still be on the move.
  const since = (one: PlacedIncident): number => one.latest.at(-1)?.at ?? one.raised_at;
  return incidents.reduce<PlacedIncident | undefined>((best, one) => {
    if (best === undefined) return one;
    const difference = rank(one) - rank(best);
    return difference > 0 || (difference === 0 && since(one) >= since(best)) ? one : best;
  }, undefined);
}
