/** What the server says of a walk, for tests. */
import type { Answer, SurveyMessage, Walk, WalkedRoom } from "../../../src/data/survey";

/** Two rooms on two floors. */
export const ROOMS = [
  { room_id: "r204", room: "Room 204", floor: "Second floor", building: null },
  { room_id: "gym", room: "Gym", floor: "First floor", building: null },
] as const;

/** A room of a walk. */
export function room(at: 0 | 1, more: Partial<WalkedRoom> = {}): WalkedRoom {
  const open = { presses: 0, needed: 3, done: false, redo: false, put_off: false, unheard: false, verdict: null };
  return { ...ROOMS[at], ...open, ...more };
}

/** What a press in Room 204 showed. */
export function answer(more: Partial<Answer> = {}): Answer {
  return {
    ...ROOMS[0],
    press_id: "P1",
    at: "2026-11-25T14:40:00+00:00",
    verdict: "pass",
    hearers: 5,
    hearers_word: "enough",
    margin: 31,
    heard: [{ listener: "Repeater 4", level: 61.5, margin: 31 }],
    pendant: "Pendant 7",
    rank: null,
    of: 0,
    rather: [],
    presses: 1,
    text: "Room 204: heard by 5 (aim for 5), best margin 31 dB.",
    ...more,
  };
}

/** A walk that runs, in Room 204. */
export function walk(more: Partial<Walk> = {}): Walk {
  return {
    walk_id: "W1",
    kind: "survey",
    state: "running",
    rehearsal_id: "T1",
    began: "2026-11-25T14:20:00+00:00",
    pendants: ["Pendant 7"],
    device_ids: ["D7"],
    until: new Date(Date.now() + 1_800_000).toISOString(),
    real: false,
    independent: true,
    room: ROOMS[0],
    next: ROOMS[0],
    done: 12,
    unheard: 0,
    of: 40,
    floors_done: [],
    rooms: [room(0), room(1)],
    problem: null,
    problem_text: null,
    hearing: [],
    last: null,
    answers: [],
    ...more,
  };
}

/** The survey with some walks. */
export function survey(walks: readonly Walk[], more: Partial<SurveyMessage> = {}): SurveyMessage {
  const known = { presses: 3, checks: 0, verdict: "pass" as const, last: null, is_gone: false, press_ids: [] };
  const rooms = ROOMS.map((one) => ({ ...one, ...known }));
  return {
    role: "technician",
    site: "Lincoln",
    version: 4,
    presses: 6,
    checks: 0,
    needed: 3,
    recommended: 5,
    target_hearers: 5,
    few_hearers: 3,
    weak_margin: 4,
    unheard_after: 10,
    rooms,
    model_rooms: 2,
    model_is_busy: false,
    moved: [],
    twins: [],
    walks,
    suggestions: [],
    ...more,
  };
}
