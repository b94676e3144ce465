/** What Today uses of the topic `duress/troubles`. */
import type { PlaceGroup, Trouble } from "./upkeep";

/** One trouble, without the devices one by one. */
export type Fix = Omit<Trouble, "advice" | "afflicted">;

/** The message of the topic. */
export interface FixesMessage {
  readonly troubles: readonly Fix[];
}

/** What takes protection from more than one pendant. */
const OF_ALL = ["link_lost", "path_lost", "jammed"];
const FIRST = [...OF_ALL, "missing"];

/** Troubles in the order to see to them: those that count, the grave, those that cost most protection, the longest. */
export function byGravity<T extends Fix>(troubles: readonly T[]): T[] {
  const rank = (one: Fix): number[] => {
    const first = FIRST.indexOf(one.kind);
    return [Number(one.muted), Number(!one.grave), first === -1 ? FIRST.length : first, one.since];
  };
  return [...troubles].sort((one, other) => {
    const [left, right] = [rank(one), rank(other)];
    const place = left.findIndex((value, index) => value !== right[index]);
    return place === -1 ? 0 : (left[place] ?? 0) - (right[place] ?? 0);
  });
}

/** Places in the order to go to them: first where something is wrong that takes protection from more than one pendant. */
export function worstFirst<T extends Fix>(places: readonly PlaceGroup<T>[]): PlaceGroup<T>[] {
  const isBad = ({ items }: PlaceGroup<T>): number =>
    Number(items.some((one) => !one.muted && OF_ALL.includes(one.kind)));
  return [...places].sort((one, other) => isBad(other) - isBad(one));
}
