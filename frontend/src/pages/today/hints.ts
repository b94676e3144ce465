/** What keeps a school from being ready although nothing is out of order: what is not set up or not known yet. */
import type { ReadinessMessage } from "../../data/readiness";

/** Something to see to that is no trouble. */
export type Hint = "no_receiver" | "no_pendants" | "not_yet_heard" | "no_monitoring" | "unproven" | "relieved";

/** The hints of a school, what has to be seen to first coming first. */
export function hintsOf(readiness: ReadinessMessage): Hint[] {
  const unproven = readiness.paths - readiness.paths_proven;
  const hints: readonly (readonly [Hint, boolean])[] = [
    ["no_receiver", readiness.receivers === 0],
    ["no_pendants", readiness.pendants === 0],
    ["not_yet_heard", readiness.not_yet_heard > 0],
    ["no_monitoring", readiness.paths === 0],
    ["unproven", unproven > readiness.paths_relieved],
    ["relieved", readiness.paths_relieved > 0],
  ];
  return hints.filter(([, holds]) => holds).map(([hint]) => hint);
}
