/** Who has what: the topics `duress/roster` and `duress/pendant`. */

/** Where a pendant is in its life. */
export type Life = "in_stock" | "assigned" | "loaned" | "away" | "lost" | "in_repair" | "retired";

/** One pendant or fixed button; moments are seconds since 1970, `since` and `due` ISO 8601. */
export interface Pendant {
  readonly device_id: string | null;
  readonly subentry_id: string;
  readonly label: string;
  readonly serial: number;
  readonly role: "pendant" | "fixed_button";
  readonly model: string;
  readonly kind: string;
  readonly room: string | null;
  readonly room_id: string | null;
  readonly life: Life;
  readonly since: string | null;
  readonly due: string | null;
  readonly overdue: boolean;
  readonly person_id: string | null;
  /** Only there for a role that may read names. */
  readonly holder?: string | null;
  readonly ready: boolean | null;
  readonly troubles: readonly string[];
  readonly silent_since: number | null;
  readonly battery_low: boolean;
  readonly battery_due: string | null;
  readonly cell: string | null;
  readonly tested_at: number | null;
  readonly test_until: number | null;
  readonly test_id: string | null;
  readonly muted: boolean;
}

/** Somebody on the roster, with the labels of what they carry. */
export interface Person {
  readonly person_id: string;
  readonly name: string;
  readonly staff_id: string | null;
  readonly room: string | null;
  readonly trained_on: string | null;
  readonly devices: readonly string[];
}

/** Somebody by name. */
export interface Named {
  readonly person_id: string;
  readonly name: string;
}

/** A device of a gap, with its holder. */
export interface Listed {
  readonly device_id: string | null;
  readonly label: string;
  readonly serial: number;
  readonly role: "pendant" | "fixed_button";
  readonly life: Life;
  readonly since: string | null;
  readonly due: string | null;
  readonly overdue: boolean;
  readonly person_id: string | null;
  readonly holder: string | null;
}

/** What does not add up. */
export interface Gaps {
  readonly without_pendant: readonly Named[];
  readonly without_holder: readonly Listed[];
  readonly two_for_one: readonly (Named & { readonly devices: readonly string[] })[];
  readonly without_training: readonly Named[];
  readonly loans_due_today: readonly Listed[];
  readonly loans_overdue: readonly Listed[];
  readonly perhaps_lost: readonly Listed[];
}

/** What `duress/roster` says. */
export interface RosterMessage {
  readonly role: string;
  readonly site: string;
  readonly names: boolean;
  readonly devices: readonly Pendant[];
  readonly people?: readonly Person[];
  readonly gaps?: Gaps;
  readonly last_import: { readonly import_id: string; readonly at: number } | null;
}

/** One stretch of a pendant's history; `holder` is null for nobody and for somebody who was forgotten. */
export interface Stretch {
  readonly life: Life;
  readonly holder: string | null;
  readonly forgotten: boolean;
  readonly since: string | null;
  readonly until: string | null;
  readonly due: string | null;
  readonly by: string | null;
  readonly reason: string;
}

/** What `duress/pendant` says beyond the roster. */
export interface PendantDetails extends Pendant {
  readonly heard_at: number | null;
  readonly margin: number | null;
  readonly ways: number;
  readonly trend: string;
  readonly check_in: number;
  readonly battery_installed: string | null;
}

/** What `duress/pendant` says; `device` is null once it is removed, `history` for a role that may not read names. */
export interface PendantMessage {
  readonly role: string;
  readonly device: PendantDetails | null;
  readonly history: readonly Stretch[] | null;
}

/** Seconds since 1970 of a moment that the roster says in ISO 8601. */
export function secondsOf(moment: string): number {
  return Date.parse(moment) / 1000;
}
