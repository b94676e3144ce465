/** What has to be tested by when: the topic `duress/duties`; see docs/websocket.md. Days are ISO dates. */

/** What is tested. */
export type DutyKind = "pendant" | "room" | "receiver" | "endpoint" | "drill" | "pack";

/** How urgent it is. */
export type Urgency = "overdue" | "due" | "upcoming";

/** Tests of one kind that are due on one day; `labels` are the first of them, `device_ids` all that are devices. */
export interface Duty {
  readonly kind: DutyKind;
  readonly due_on: string;
  readonly standing: Urgency;
  readonly count: number;
  readonly never: number;
  readonly last_done: string | null;
  readonly device_ids: readonly string[];
  readonly labels: readonly string[];
  readonly who: readonly string[];
}

/** What `duress/duties` says; `today` is null while nothing is known yet. */
export interface DutiesMessage {
  readonly role: string;
  readonly today: string | null;
  readonly duties: readonly Duty[];
}

/** The moment that stands for a day (seconds since 1970): noon, so that no time zone makes another day of it. */
export function momentOf(day: string): number {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date, 12).getTime() / 1000;
}
