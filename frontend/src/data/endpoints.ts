/** How monitoring endpoints are doing, and what a test of one answers: the topic `duress/endpoints`. */
import type { Receipt } from "./deliveries";

/** How the way to an endpoint stands. */
export type PathState = "proven" | "failing" | "lost" | "retired" | "unproven";

/** Seconds from the press to the confirmation, over 90 days. */
export interface Latency {
  readonly alarms: number;
  readonly since: number;
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
}

/** One endpoint; `host` and `answer` are null for who may not read them. */
export interface Endpoint {
  readonly endpoint_id: string;
  readonly device_id: string | null;
  readonly name: string;
  readonly type: string;
  readonly host: string | null;
  readonly every: number;
  readonly stands_in_for: string | null;
  readonly relieved: boolean;
  readonly state: PathState;
  readonly last_proven: number | null;
  readonly answer: string | null;
  readonly what_to_do: string | null;
  readonly failures: number;
  readonly waiting: number;
  readonly oldest_waiting: number | null;
  readonly last_took: number | null;
  readonly last_delivered: number | null;
  readonly dead_letters: number;
  readonly last_test: LastTest | null;
  readonly latency: Latency | null;
}

/** What `duress/endpoints` says. */
export interface EndpointsMessage {
  readonly role: string;
  readonly endpoints: readonly Endpoint[];
  readonly is_demo: boolean;
}

/** What one test was answered; `answer`, `content_type` and `body` of an earlier one are null for who may not read. */
export interface TestAnswer {
  readonly delivered: boolean;
  readonly outcome: string;
  readonly status: number | null;
  readonly answer: string | null;
  readonly milliseconds: number;
  readonly what_to_do: string | null;
  readonly content_type: string | null;
  readonly body: string | null;
  readonly redacted: boolean;
}

/** The last test that somebody sent: when it was answered, and what people at the desk said to it. */
export interface LastTest extends TestAnswer {
  readonly at: number;
  readonly receipts: readonly Receipt[];
}
