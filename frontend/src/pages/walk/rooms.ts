/** Choosing rooms for a walk. */
import type { SurveyedRoom } from "../../data/survey";
import { whereOf } from "../../data/survey";

/** Rooms by floor and building; those without are under an empty name. */
export function floorsOf(rooms: readonly SurveyedRoom[]): ReadonlyMap<string, readonly SurveyedRoom[]> {
  const floors = new Map<string, SurveyedRoom[]>();
  for (const room of rooms) {
    const floor = whereOf(room);
    const known = floors.get(floor);
    if (known === undefined) floors.set(floor, [room]);
    else known.push(room);
  }
  return floors;
}

/** Every fifth surveyed room, spread over the school; first among those that nobody has checked yet. */
export function fifthOf(rooms: readonly SurveyedRoom[]): readonly SurveyedRoom[] {
  const surveyed = rooms.filter((room) => room.presses > 0);
  const fresh = surveyed.filter((room) => room.checks === 0);
  const count = Math.ceil(surveyed.length / 5);
  const from = fresh.length >= count ? fresh : surveyed;
  return Array.from({ length: count }, (_, at) => from[Math.floor((at * from.length) / count)]).filter(
    (room) => room !== undefined,
  );
}
