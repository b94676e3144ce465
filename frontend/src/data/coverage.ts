/** How well each room is heard: the topic `duress/coverage`; see docs/websocket.md. */
import { Feed, type FeedHost } from "./feed";

/** Why a room is a blind spot. */
export type Blind = "never_proven" | "failed" | "single_path" | "weak" | "not_walked" | "old";

/** What the presses of a room lead to. */
export type Answer = "room" | "floor" | "other_room" | "other_floor" | "unheard";

/** One room; times are seconds since 1970, margins decibels. */
export interface RoomCoverage {
  readonly room: string;
  readonly room_id: string;
  readonly floor: string | null;
  readonly blind: readonly Blind[];
  readonly proven_at: number | null;
  readonly age_days: number | null;
  readonly failed_at: number | null;
  readonly presses: number;
  readonly paths: number | null;
  readonly margin: number | null;
  readonly listeners: readonly {
    readonly listener: string;
    readonly presses: number;
    readonly margin: number | null;
  }[];
}

/** What would be lost if one receiver or repeater failed. */
export interface Outage {
  readonly listener: string;
  readonly listener_id: string;
  readonly surveyed: boolean;
  readonly sentence: string;
  readonly rooms: readonly {
    readonly room: string;
    readonly room_id: string;
    readonly before: Answer;
    readonly after: Answer;
  }[];
}

/** What the topic says, blind spots first; `without` only if it was asked for. */
export interface CoverageMessage {
  readonly role: string;
  readonly site: string;
  readonly sentence: string;
  readonly days: number;
  readonly blind_spots: number;
  readonly single_path: readonly string[];
  readonly rooms: readonly RoomCoverage[];
  readonly without?: Outage;
}

/** Follow how well rooms are heard, in the language of the console; not while `more`, which says what else, is undefined. */
export function followCoverage(host: FeedHost, more: () => object | undefined = () => ({})): Feed<CoverageMessage> {
  return new Feed<CoverageMessage>(host, "duress/coverage", () => {
    const asked = more();
    return asked === undefined ? undefined : { language: host.console.home.language, ...asked };
  });
}
