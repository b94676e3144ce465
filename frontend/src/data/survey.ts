/** The topic `duress/survey`: rooms and their presses, walks, and what to do next (docs/websocket.md). */
import { Feed, type FeedHost } from "./feed";

/** What a press, or a room by its presses, is worth. */
export type Verdict = "pass" | "weak" | "none";

/** What a room is called. */
export interface RoomName {
  readonly room_id: string;
  readonly room: string;
  readonly floor: string | null;
  readonly building: string | null;
}

/** How far a room is surveyed, by any walk. */
export interface SurveyedRoom extends RoomName {
  readonly presses: number;
  readonly checks: number;
  readonly verdict: Verdict | null;
  readonly last: string | null;
  readonly is_gone: boolean;
  readonly press_ids: readonly string[];
}

/** How far a room of one walk is. */
export interface WalkedRoom extends RoomName {
  readonly presses: number;
  readonly needed: number;
  readonly done: boolean;
  readonly redo: boolean;
  readonly put_off: boolean;
  readonly unheard: boolean;
  readonly verdict: Verdict | null;
}

/** What one press on a walk showed. */
export interface Answer extends RoomName {
  readonly press_id: string;
  readonly at: string;
  readonly verdict: Verdict;
  readonly hearers: number;
  readonly hearers_word: "enough" | "few" | "too_few";
  readonly margin: number;
  readonly heard: readonly { readonly listener: string; readonly level: number; readonly margin: number | null }[];
  readonly rank: number | null;
  readonly of: number;
  readonly rather: readonly string[];
  readonly presses: number;
  readonly text: string;
  /** Null of a press that is not in the survey. */
  readonly pendant: string | null;
}

/** One walk. */
export interface Walk {
  readonly walk_id: string;
  readonly kind: "survey" | "check";
  readonly state: "running" | "paused" | "ended";
  readonly rehearsal_id: string | null;
  readonly began: string;
  readonly pendants: readonly string[];
  readonly device_ids: readonly string[];
  readonly until: string | null;
  readonly real: boolean;
  readonly independent: boolean;
  readonly room: RoomName | null;
  readonly next: RoomName | null;
  readonly done: number;
  readonly unheard: number;
  readonly of: number;
  readonly floors_done: readonly string[];
  readonly rooms: readonly WalkedRoom[];
  readonly problem: string | null;
  readonly problem_text: string | null;
  readonly hearing: readonly Answer[];
  readonly last: Answer | null;
  readonly answers: readonly Answer[];
}

/** Two rooms that sound alike. */
export interface Twins {
  readonly rooms: readonly RoomName[];
  readonly share: number;
  readonly presses: number;
  readonly text: string;
  readonly offers: readonly { readonly offer: string; readonly text: string }[];
}

/** What the topic says. */
export interface SurveyMessage {
  readonly role: string;
  readonly site: string;
  readonly version: number;
  readonly presses: number;
  readonly checks: number;
  readonly needed: number;
  readonly recommended: number;
  readonly target_hearers: number;
  readonly few_hearers: number;
  readonly weak_margin: number;
  readonly unheard_after: number;
  readonly rooms: readonly SurveyedRoom[];
  readonly model_rooms: number;
  readonly model_is_busy: boolean;
  readonly moved: readonly string[];
  readonly twins: readonly Twins[];
  readonly walks: readonly Walk[];
  readonly suggestions: readonly string[];
}

/** Follow the survey, with its sentences in the language of the console. */
export function followSurvey(host: FeedHost, changed?: () => void): Feed<SurveyMessage> {
  return new Feed<SurveyMessage>(host, "duress/survey", () => ({ language: host.console.home.language }), changed);
}

/** The room of a walk in which its walker stands; undefined while they stand nowhere, or in a room of no walk. */
export function roomOf(walk: Walk): WalkedRoom | undefined {
  return walk.rooms.find((room) => room.room_id === walk.room?.room_id);
}

/** The latest press in the room in which the walker stands, and whether all of it is in. */
export function resultOf(walk: Walk): { readonly answer: Answer; readonly final: boolean } | undefined {
  const [coming] = walk.hearing;
  const answer = coming ?? walk.last;
  if (answer === null || answer.room_id !== walk.room?.room_id) return undefined;
  return { answer, final: coming === undefined };
}

/** Floor and building of a room, as far as they are known. */
export function whereOf(room: RoomName): string {
  return [room.floor, room.building].filter((part) => part !== null).join(", ");
}

/** Seconds since 1970 of a time in the survey. */
export function secondsOf(time: string): number {
  return Date.parse(time) / 1000;
}
