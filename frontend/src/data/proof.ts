/** What is proven of the rooms: the answers of `duress/coverage` and `duress/accuracy` (docs/websocket.md). */

/** Why a room is a blind spot. */
export type Blind = "never_proven" | "failed" | "single_path" | "weak" | "not_walked" | "old";

/** How one room is covered. */
export interface CoveredRoom {
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

/** The answer of `duress/coverage`. */
export interface Coverage {
  readonly sentence: string;
  readonly days: number;
  readonly blind_spots: number;
  readonly rooms: readonly CoveredRoom[];
}

/** What was right, in presses and shares from 0 to 1. */
export interface Score {
  readonly presses: number;
  readonly right: number;
  readonly room_share: number;
  readonly three_share: number;
  readonly floor_share: number | null;
}

/** One measurement. */
export interface Measured extends Score {
  readonly interval: readonly [number, number];
  readonly calibration_error: number | null;
  readonly median_heard: number | null;
  readonly rooms: readonly (Score & { readonly room: string; readonly floor: string | null; readonly poor: boolean })[];
  readonly floors: readonly (Score & { readonly floor: string | null })[];
  readonly confusions: readonly { readonly room: string; readonly said: string; readonly count: number }[];
  readonly calibration: readonly {
    readonly from: number;
    readonly to: number;
    readonly answers: number;
    readonly promised: number;
    readonly right: number;
  }[];
}

/** The answer of `duress/accuracy`. */
export interface Accuracy {
  readonly sentence: string;
  readonly standing: string;
  readonly rooms_surveyed: number;
  readonly rooms_checked: number;
  readonly check_walk: Measured | null;
  readonly self_test: Measured | null;
  readonly confirmed: Measured | null;
}
