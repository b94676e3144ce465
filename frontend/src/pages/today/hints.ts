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

/** What takes so much protection away that it is said on every page. */
export type Gap = "deaf" | "receivers" | "pendants" | "paths";

/** The gaps of a school that is set up, the gravest first. */
export function gapsOf(readiness: ReadinessMessage): Gap[] {
  const { receivers, receivers_connected: connected, pendants, pendants_ready: ready, paths } = readiness;
  const gaps: readonly (readonly [Gap, boolean])[] = [
    ["deaf", receivers > 0 && connected === 0],
    ["receivers", connected > 0 && connected < receivers],
    // Without a receiver no pendant is heard, which is said already.
    ["pendants", connected > 0 && pendants > 0 && ready === 0],
    ["paths", paths > 0 && readiness.paths_proven === 0],
  ];
  return gaps.filter(([, holds]) => holds).map(([gap]) => gap);
}
