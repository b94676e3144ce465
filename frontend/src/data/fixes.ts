/** What Today uses of the topic `duress/troubles`. */
import type { Trouble } from "./upkeep";

/** One trouble, without the devices one by one. */
export type Fix = Omit<Trouble, "advice" | "afflicted">;

/** The message of the topic. */
export interface FixesMessage {
  readonly troubles: readonly Fix[];
}

const FIRST = ["link_lost", "path_lost", "jammed", "missing"];

/** Troubles in the order to see to them: those that count, the grave, those that cost most protection, the longest. */
export function byGravity(troubles: readonly Fix[]): Fix[] {
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
