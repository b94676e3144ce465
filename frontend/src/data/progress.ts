/** How far the school is set up: the topic `duress/progress`; see docs/websocket.md and docs/start.md. */

/** What is done one after the other. */
export type StepName = "connect" | "rooms" | "pendants" | "people" | "walk" | "monitoring" | "live";

/** How far a step is. */
export type StepState = "empty" | "begun" | "done";

/** A single condition of core/first_run.py. */
export type CheckName =
  | "receivers"
  | "floors"
  | "placed"
  | "heard"
  | "people"
  | "holders"
  | "walked"
  | "ways"
  | "tested"
  | "forwarded"
  | "ready"
  | "pressed"
  | "drill"
  | "troubles"
  | "serious"
  | "stored";

/** How a condition stands: `done` of `of`; `left` names the first that are missing. */
export interface Check {
  readonly check: CheckName;
  readonly met: boolean;
  readonly done: number;
  readonly of: number;
  readonly left: readonly string[];
}

/** One step with its conditions; `who` are the roles that can do it. */
export interface Step {
  readonly step: StepName;
  readonly state: StepState;
  readonly who: readonly string[];
  readonly checks: readonly Check[];
}

/** Who said when that the school is live, and which conditions were open then. */
export interface Live {
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  readonly open: readonly CheckName[];
}

/** What `duress/progress` says. */
export interface ProgressMessage {
  readonly role: string;
  readonly steps: readonly Step[];
  readonly done: number;
  readonly of: number;
  readonly current: StepName | null;
  readonly loose: readonly string[];
  readonly live: Live | null;
}
