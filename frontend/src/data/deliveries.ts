/** What endpoints were sent, in pages: the command `duress/deliveries`. */
import type { Console } from "./console";

/** Which messages are wanted. */
export type Only = "all" | "waiting" | "dead_letters";

/** One try. */
export interface Attempt {
  readonly number: number;
  readonly posted_at: number;
  readonly outcome: string;
  readonly status: number | null;
  readonly answer: string;
  readonly milliseconds: number;
}

/** Tries between the first and the latest that ended in the same way. */
export interface LeftOut {
  readonly outcome: string;
  readonly times: number;
  readonly since: number;
  readonly until: number;
}

/** What somebody at a desk answered. */
export interface Receipt {
  readonly answer: string;
  readonly at: number;
  readonly by: string | null;
  readonly note: string | null;
}

/** One message to one endpoint. */
export interface Delivery {
  readonly delivery_id: number;
  readonly endpoint_id: string;
  readonly endpoint: string | null;
  readonly path: "primary" | "backup";
  readonly released_because: string | null;
  readonly released_at: number | null;
  readonly sequence: number | null;
  readonly event_id: string;
  readonly incident_id: string | null;
  readonly kind: string;
  readonly at: number;
  readonly state: string;
  readonly answer: string | null;
  readonly times: Readonly<Partial<Record<string, number>>>;
  readonly next_attempt: number | null;
  readonly tries: number;
  readonly attempts: readonly Attempt[];
  readonly left_out: readonly LeftOut[];
  readonly milliseconds: Readonly<Partial<Record<string, number>>>;
  readonly content_type: string;
  readonly body: string | null;
  readonly receipts: readonly Receipt[];
}

/** One page, newest first; `before` asks for the next one. */
export interface DeliveriesPage {
  readonly deliveries: readonly Delivery[];
  readonly before: number | null;
  readonly redacted: boolean;
}

/** What is asked for. */
export interface Wanted {
  readonly endpoint_id?: string;
  readonly only: Only;
}

const USUAL = 20;
const MOST = 100;

/** The messages that are shown: the newest pages as they are now, with what older pages said before. */
export class Deliveries {
  readonly rows: readonly Delivery[];
  readonly before: number | null;
  readonly redacted: boolean;

  constructor(rows: readonly Delivery[] = [], before: number | null = null, redacted = false) {
    this.rows = rows;
    this.before = before;
    this.redacted = redacted;
  }

  /** Ask for the newest messages again, as many as are shown. */
  async renew(console: Console, wanted: Wanted): Promise<Deliveries> {
    const limit = Math.min(MOST, Math.max(USUAL, this.rows.length));
    const page = await console.ask<DeliveriesPage>("duress/deliveries", { ...wanted, limit });
    const last = page.before;
    const older = last === null ? [] : this.rows.filter((row) => row.delivery_id < last);
    return new Deliveries(
      [...page.deliveries, ...older],
      older.length === 0 ? page.before : this.before,
      page.redacted,
    );
  }

  /** Ask for the page after the last one. */
  async more(console: Console, wanted: Wanted): Promise<Deliveries> {
    if (this.before === null) return this;
    const request = { ...wanted, limit: USUAL, before: this.before };
    const page = await console.ask<DeliveriesPage>("duress/deliveries", request);
    return new Deliveries([...this.rows, ...page.deliveries], page.before, page.redacted);
  }
}
