/** Which of our cards fits an entity, for the card picker of Home Assistant. */
import { type HomeWithRegistries, schoolOf, schoolsIn } from "./registry";
import type { CardSettings } from "./settings";

/** A card that fits an entity. */
export interface Suggestion {
  readonly config: CardSettings;
}

/** A card of ours. */
export type CardName = "incident" | "readiness" | "map";

const ABOUT_ALARMS = new Set(["incident", "open_incidents", "room_duress", "location", "press", "response_time"]);
const ABOUT_READINESS = new Set([
  "readiness",
  "mode",
  "path_proven",
  "last_proven",
  "missing",
  "connection",
  "upkeep",
  "tests",
]);
const ABOUT_PLACES = new Set(["room_duress", "location", "blind_spots", "single_path_rooms", "location_accuracy"]);

const ABOUT: Readonly<Record<CardName, ReadonlySet<string>>> = {
  incident: ABOUT_ALARMS,
  readiness: ABOUT_READINESS,
  map: ABOUT_PLACES,
};

/** Suggest a card for an entity of a school, or nothing. */
export function suggestionFor(card: CardName, home: HomeWithRegistries, entityId: string): Suggestion | null {
  const school = schoolOf(home, entityId);
  if (school === undefined) return null;
  const { translation_key: key } = home.entities[entityId] ?? {};
  // The alarms of the school and of each button are called like their device, and have no name of their own.
  const isAlarm = key === undefined && home.states[entityId]?.attributes["device_class"] === "safety";
  if (!(key === undefined ? isAlarm && card === "incident" : ABOUT[card].has(key))) return null;
  const site = schoolsIn(home).length > 1 ? { site: school.site } : {};
  return { config: { type: `custom:duress-${card}-card`, ...site } };
}
