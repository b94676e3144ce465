/** How often presses are placed right: what `duress/accuracy` answers; see docs/websocket.md. */

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
  readonly floor_calibration_error: number | null;
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
  readonly site: string;
  readonly sentence: string;
  readonly standing: string;
  readonly rooms_surveyed: number;
  readonly rooms_checked: number;
  readonly same_pendant: boolean;
  readonly check_walk: Measured | null;
  readonly self_test: Measured | null;
  readonly confirmed: Measured | null;
}
