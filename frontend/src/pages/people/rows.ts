/** Which rows of the roster are shown, in which order, and what each says at a glance. Nothing here draws. */
import type { Pendant } from "../../data/roster";
import { matches } from "../../text/search";

/** A way to narrow the roster down. */
export type FilterName =
  "all" | "attention" | "missing" | "not_heard" | "battery" | "loan" | "unassigned" | "spare" | "test" | "out";

const WATCHED: ReadonlySet<string> = new Set(["assigned", "loaned"]);
const OUT: ReadonlySet<string> = new Set(["away", "lost", "in_repair", "retired"]);

/** Whether somebody relies on a pendant, so that its silence matters. */
export function isWatched(row: Pendant): boolean {
  return WATCHED.has(row.life);
}

/** Which rows each filter keeps. */
export const FILTERS: Readonly<Record<FilterName, (row: Pendant) => boolean>> = {
  all: () => true,
  attention: (row) => row.troubles.length > 0 || (isWatched(row) && row.ready === null) || row.overdue,
  missing: (row) => row.troubles.includes("missing"),
  not_heard: (row) => isWatched(row) && row.ready === null,
  battery: (row) => row.battery_low,
  loan: (row) => row.life === "loaned",
  unassigned: (row) => row.role === "pendant" && isWatched(row) && row.person_id === null,
  spare: (row) => row.life === "in_stock",
  test: (row) => row.test_until !== null,
  out: (row) => OUT.has(row.life),
};

/** A filter with how many rows it keeps. */
export type Count = readonly [name: FilterName, rows: number];

/** How many rows each filter keeps; of the filters that keep none only those always of interest. */
export function counts(rows: readonly Pendant[], chosen: FilterName): readonly Count[] {
  return (Object.keys(FILTERS) as FilterName[])
    .map((name): Count => [name, rows.filter(FILTERS[name]).length])
    .filter(([name, count]) => count > 0 || name === "all" || name === chosen);
}

/** A column the roster can be sorted by. */
export type Column = "label" | "holder" | "room" | "state" | "life" | "tested";

/** How the roster is sorted. */
export interface Order {
  readonly column: Column;
  readonly down: boolean;
}

/** What is the matter with a pendant, in one word, and how urgent that is. */
export interface State {
  readonly word: string;
  readonly tone: "alarm" | "warn" | "good" | "none";
}

/** What a pendant's state is at a glance: the gravest first. */
export function stateOf(row: Pendant): State {
  if (row.troubles.includes("missing")) return { word: "missing", tone: "alarm" };
  const [trouble] = row.troubles;
  if (trouble !== undefined) return { word: row.battery_low ? "low_battery" : trouble, tone: "warn" };
  if (row.ready === null)
    return isWatched(row) ? { word: "not_heard", tone: "warn" } : { word: "silent", tone: "none" };
  if (row.test_until !== null) return { word: "on_test", tone: "none" };
  return { word: "works", tone: "good" };
}

const TONES: readonly State["tone"][] = ["alarm", "warn", "none", "good"];

/** Compare as people sort labels: "Pendant 9" before "Pendant 10". */
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

const KEYS: Readonly<Record<Column, (row: Pendant) => string>> = {
  label: (row) => row.label,
  holder: (row) => row.holder ?? "\uFFFF",
  room: (row) => row.room ?? "\uFFFF",
  state: (row) => `${TONES.indexOf(stateOf(row).tone)} ${stateOf(row).word}`,
  life: (row) => `${row.overdue ? 0 : 1} ${row.life} ${row.due ?? ""}`,
  tested: (row) => String(Math.round(row.tested_at ?? 0)).padStart(12, "0"),
};

/** The rows that are asked for, in the order that is asked for. */
export function shownRows(
  rows: readonly Pendant[],
  filter: FilterName,
  typed: string,
  order: Order,
): readonly Pendant[] {
  const sign = order.down ? -1 : 1;
  return rows
    .filter((row) => FILTERS[filter](row) && matches(typed, row.label, row.serial, row.holder, row.room, row.model))
    .map((row) => [KEYS[order.column](row), row] as const)
    .sort(([a, one], [b, other]) => sign * collator.compare(a, b) || collator.compare(one.label, other.label))
    .map(([, row]) => row);
}

/** New rows with those that did not change as the objects they were, so that only what changed is drawn again. */
export function keepSame(before: readonly Pendant[], now: readonly Pendant[]): readonly Pendant[] {
  const known = new Map(before.map((row) => [row.subentry_id, row]));
  return now.map((row) => {
    const old = known.get(row.subentry_id);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
}

/** Spares that can be handed out, those that work first, by label. */
export function spares(rows: readonly Pendant[]): readonly Pendant[] {
  const rank = (row: Pendant): number => (row.ready === true ? 0 : row.ready === null ? 1 : 2);
  return rows
    .filter((row) => row.life === "in_stock" && row.role === "pendant" && row.device_id !== null)
    .sort((a, b) => rank(a) - rank(b) || collator.compare(a.label, b.label));
}

/** Loans, the overdue first, then by when they are due. */
export function loans(rows: readonly Pendant[]): readonly Pendant[] {
  return rows
    .filter((row) => row.life === "loaned")
    .sort(
      (a, b) =>
        Number(b.overdue) - Number(a.overdue) ||
        Date.parse(a.due ?? "") - Date.parse(b.due ?? "") ||
        collator.compare(a.label, b.label),
    );
}
