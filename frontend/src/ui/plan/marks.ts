/** What a layer says of a room, and how a receiver or repeater is drawn. */
import type { MapListener } from "../../data/map";
import type { Shape } from "../shapes";

/** How much it matters. */
export type Tone = "good" | "warn" | "alarm" | "quiet";

/** What a layer says of one room: a word, a shape and a colour. */
export interface Mark {
  readonly tone: Tone;
  readonly shape: Shape;
  readonly word: string;
}

/** A layer: marks by the id of the room. A room that is not in it is drawn as it is. */
export type Layer = ReadonlyMap<string, Mark>;

/** The shape of whether a receiver or repeater is heard. */
export const LISTENER_SHAPES: Readonly<Record<MapListener["state"], Shape>> = {
  heard: "check",
  not_heard: "ring",
  missing: "cross",
  trouble: "diamond",
};

/** The colour of whether a receiver or repeater is heard. */
export const LISTENER_TONES: Readonly<Record<MapListener["state"], Tone>> = {
  heard: "quiet",
  not_heard: "warn",
  missing: "alarm",
  trouble: "warn",
};
