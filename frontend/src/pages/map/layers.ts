/** The layers of the map: what each room is marked with, and which marks there are. */
import type { Answer, Blind, CoverageMessage, Outage, RoomCoverage } from "../../data/coverage";
import type { Texts } from "../../text/localize";
import type { Layer, Mark, Tone } from "../../ui/plan/marks";
import type { Shape } from "../../ui/shapes";

/** How a room is covered: proven, or why not. */
export type CoverageStanding = Blind | "proven";

type Look = readonly [Tone, Shape];

const COVERED: Readonly<Record<CoverageStanding, Look>> = {
  proven: ["good", "check"],
  old: ["warn", "hourglass"],
  single_path: ["warn", "line"],
  weak: ["warn", "diamond"],
  not_walked: ["warn", "ring"],
  failed: ["alarm", "cross"],
  never_proven: ["alarm", "triangle"],
};

const FALLEN: Readonly<Record<Answer, Look>> = {
  room: ["good", "check"],
  floor: ["warn", "line"],
  other_room: ["warn", "diamond"],
  other_floor: ["alarm", "triangle"],
  unheard: ["alarm", "cross"],
};

/** The marks of the coverage layer, from good to bad, for its legend. */
export const COVERAGE_ORDER = Object.keys(COVERED) as readonly CoverageStanding[];

/** How a room is covered, by the gravest reason. */
export function standingOf(room: RoomCoverage): CoverageStanding {
  return room.blind[0] ?? "proven";
}

/** A mark of the coverage layer. */
export function coverageMark(texts: Texts, standing: CoverageStanding): Mark {
  const [tone, shape] = COVERED[standing];
  return { tone, shape, word: texts.say(`map.coverage_${standing}`) };
}

/** How well every room is covered. */
export function coverageLayer(texts: Texts, answer: CoverageMessage): Layer {
  return new Map(answer.rooms.map((room) => [room.room_id, coverageMark(texts, standingOf(room))]));
}

/** What becomes of a room if something fails. */
export function fallMark(texts: Texts, after: Answer): Mark {
  const [tone, shape] = FALLEN[after];
  return { tone, shape, word: texts.say(`map.after_${after}`) };
}

/** Exactly the rooms that would be found less well. */
export function outageLayer(texts: Texts, outage: Outage): Layer {
  return new Map(outage.rooms.map((room) => [room.room_id, fallMark(texts, room.after)]));
}
