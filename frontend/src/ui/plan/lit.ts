/** Which rooms have an incident, or may have one. */
import { isActive } from "../../data/incidents";
import { type MapFloor, type PlacedIncident, spotOf } from "../../data/map";
import type { AlarmSpot } from "./labels";

/** A room with what happens in it. */
export interface Lit {
  readonly here: readonly PlacedIncident[];
  /** How probable it is that an incident is here rather than where it was placed; 0 to 1. */
  readonly maybe: number;
}

/** A room in which nothing happens. */
export const DARK: Lit = { here: [], maybe: 0 };

/** The rooms on a plan with an alarm, or in which one may be. */
export function alarmSpots(floor: MapFloor, lit: ReadonlyMap<string, Lit>): AlarmSpot[] {
  return floor.rooms.flatMap((room) => {
    const [spot, known] = [spotOf(room), lit.get(room.room_id)];
    return spot === undefined || known === undefined
      ? []
      : [{ room_id: room.room_id, spot, alarms: known.here.length }];
  });
}

/** Which rooms have an incident, and which may have one. */
export function litRooms(incidents: readonly PlacedIncident[]): Map<string, Lit> {
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
