/** What is to be seen to: the topics `duress/troubles` and `duress/upkeep`, and the command `duress/signals`. */
import type { ReadinessMessage } from "./readiness";

/** A device and where it belongs. */
export interface Placed {
  readonly device_id: string | null;
  readonly label: string;
  readonly room: string | null;
  readonly room_id: string | null;
  readonly floor: string | null;
  readonly building: string | null;
}

/** A device of a trouble; `what` is a role, `receiver` or `endpoint`. */
export interface Afflicted extends Placed {
  readonly what: string | null;
  readonly cell: string | null;
  readonly muted_until: number | null;
}

/** One trouble, with what to do. */
export interface Trouble {
  readonly trouble_id: string;
  readonly kind: string;
  readonly devices: readonly string[];
  readonly room: string | null;
  readonly since: number;
  readonly grave: boolean;
  readonly muted: boolean;
  readonly what: string;
  readonly how: string;
  readonly advice: string | null;
  readonly afflicted: readonly Afflicted[];
}

/** What `duress/troubles` says. */
export interface TroublesMessage {
  readonly role: string;
  readonly troubles: readonly Trouble[];
}

/** A battery that is low or due; days are ISO dates. */
export interface Battery extends Placed {
  readonly role: string;
  readonly model: string;
  readonly cell: string | null;
  readonly installed: string | null;
  readonly due: string | null;
  readonly low: boolean;
}

/** A device whose troubles are muted; `by` and `reason` are null for who may not read them. */
export interface Muted extends Placed {
  readonly since: number;
  readonly until: number;
  readonly by: string | null;
  readonly reason: string | null;
}

/** What `duress/upkeep` says. */
export interface UpkeepMessage {
  readonly role: string;
  readonly batteries: readonly Battery[];
  readonly batteries_in_all: number;
  readonly single_path_rooms: readonly string[];
  readonly single_path: readonly string[];
  readonly muted: readonly Muted[];
}

/** How well one device is heard; margins are decibels. */
export interface Signal extends Placed {
  readonly role: string;
  readonly margin: number | null;
  readonly lowest: number | null;
  readonly weak: boolean;
  readonly trend: string;
  readonly paths: number;
  readonly single_path: boolean;
  readonly missed: number;
  readonly recent: readonly number[];
  readonly first_day: string | null;
  readonly days: readonly (number | null)[];
}

/** What `duress/signals` answers. */
export interface SignalsAnswer {
  readonly signals: readonly Signal[];
  readonly count: number;
  readonly enough: number;
}

/** What the page uses of `duress/readiness`. */
export type Proof = Pick<ReadinessMessage, "last_proven" | "pendants" | "pendants_ready" | "sentence">;

/** Things at one place. */
export interface PlaceGroup<T> {
  readonly name: string;
  readonly items: readonly T[];
}

/** Group things by building and floor, the way somebody walks; what has no place comes last, as the school itself. */
export function byPlace<T>(
  items: readonly T[],
  placeOf: (item: T) => Placed | undefined,
  school: string,
): PlaceGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const place = placeOf(item);
    const name = [place?.building, place?.floor].filter(Boolean).join(" · ");
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return [...groups]
    .sort(([one], [other]) => Number(one === "") - Number(other === "") || compare(one, other))
    .map(([name, grouped]) => ({ name: name === "" ? school : name, items: grouped }));
}

/** How many of each cell to buy, with what they are for; of unknown cells the model is told. */
export function shoppingList(
  batteries: readonly Battery[],
): { cell: string | null; count: number; labels: string[] }[] {
  const cells = new Map<string | null, string[]>();
  for (const { cell, label } of batteries) cells.set(cell, [...(cells.get(cell) ?? []), label]);
  return [...cells].map(([cell, labels]) => ({ cell, count: labels.length, labels }));
}

/** Seconds since 1970 of the noon of a day, so that it stays this day in every time zone of a school. */
export function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00`) / 1000;
}
