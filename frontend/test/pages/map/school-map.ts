/** A map for tests: one floor with a plan, one without. */
import type { MapFloor, MapListener, MapMessage, MapRoom, PlacedIncident } from "../../../src/data/map";

/** A room, by its number. */
export function room(number: number, more: Partial<MapRoom> = {}): MapRoom {
  const name = `Room ${number}`;
  const unplaced = { x: null, y: null, door: null, is_gone: false, buttons: [] };
  return { room_id: `room_${number}`, name, kind: "room", ...unplaced, ...more };
}

/** A repeater, by its number. */
export function repeater(number: number, more: Partial<MapListener> = {}): MapListener {
  const known = { room_id: null, room: null, x: null, y: null };
  return { listener_id: `L${number}`, name: `Repeater ${number}`, kind: "repeater", state: "heard", ...known, ...more };
}

/** A floor. */
export function floor(more: Partial<MapFloor> = {}): MapFloor {
  return {
    floor_id: "second",
    name: "Second floor",
    level: 1,
    building: null,
    is_gone: false,
    revision: 3,
    can_undo: false,
    plan: { url: "/api/duress/plans/S1/second/abc", width: 1200, height: 700 },
    rooms: [room(204, { x: 0.25, y: 0.5 }), room(206, { x: 0.75, y: 0.1 }), room(208)],
    listeners: [repeater(1, { room_id: "room_204", room: "Room 204" })],
    facts: [],
    ...more,
  };
}

/** The whole map. */
export function map(more: Partial<MapMessage> = {}): MapMessage {
  const first = floor({
    floor_id: "first",
    name: "First floor",
    level: 0,
    plan: null,
    rooms: [room(101)],
    listeners: [],
  });
  return { role: "technician", site: "Lincoln", floors: [first, floor()], homeless: [repeater(9)], ...more };
}

/** A press in a room of the second floor. */
export function pressOf(transmitter: string, number: string, at = 1_795_526_400): PlacedIncident["latest"][number] {
  const where = { room: `Room ${number}`, room_id: `room_${number}`, floor: "Second floor", floor_id: "second" };
  return { at, transmitter, word: "likely", ...where };
}

/** An open incident in room 204, perhaps in 206. */
export function incident(
  more: Partial<PlacedIncident> = {},
  place: Partial<PlacedIncident["place"]> = {},
): PlacedIncident {
  return {
    incident_id: "I1",
    number: 1,
    kind: "duress",
    mode: "live",
    state: "raised",
    raised_at: 1_795_526_400,
    latest: [pressOf("Pendant 7", "204")],
    ...more,
    place: {
      room: "Room 204",
      room_id: "room_204",
      floor: "Second floor",
      floor_id: "second",
      word: "likely",
      probability: 0.87,
      why: "Room 204 (87 %): heard strongest by Repeater 1",
      others: [{ room: "Room 206", room_id: "room_206", probability: 0.09 }],
      ...place,
    },
  };
}
