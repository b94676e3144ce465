/** How far the school is protected: the topic `duress/readiness`; see docs/websocket.md. Times are seconds since 1970. */

/** How far the school is protected. */
export type Protection = "ready" | "attention" | "not_protected";

/** One way to monitoring. */
export interface Way {
  readonly endpoint_id: string;
  readonly endpoint: string;
  readonly proven: boolean;
  readonly relieved: boolean;
  readonly last_proven: number | null;
}

/** A test, drill or survey walk that runs. */
export interface Session {
  readonly rehearsal_id: string;
  readonly kind: "pendant_test" | "test" | "drill" | "survey";
  readonly until: number;
  readonly by: string;
  readonly reason: string;
  readonly transmitters: number;
  readonly whole_site: boolean;
}

/** A lost pendant whose check-ins are located. */
export interface Located {
  readonly device: string;
  readonly since: number;
  readonly until: number;
  readonly by: string;
  readonly reason: string;
}

/** What `duress/readiness` says. */
export interface ReadinessMessage {
  readonly role: string;
  readonly protection: Protection;
  readonly since: number | null;
  readonly sentence: string;
  readonly pendants: number;
  readonly pendants_ready: number;
  readonly missing: number;
  readonly not_yet_heard: number;
  readonly receivers: number;
  readonly receivers_connected: number;
  readonly paths: number;
  readonly paths_proven: number;
  readonly paths_relieved: number;
  readonly last_proven: number | null;
  readonly ways: readonly Way[];
  readonly sessions: readonly Session[];
  readonly located: readonly Located[];
}
