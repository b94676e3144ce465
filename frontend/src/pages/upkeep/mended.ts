/** What was mended while somebody looked: its item is ticked by the cause alone. */
import type { Trouble } from "../../data/upkeep";

/** Troubles that are over, the latest first; each with the time it went. */
export interface MendedTrouble {
  readonly trouble: Trouble;
  readonly at: number;
}

const KEPT = 10;

/** Compares the list with what it was before. */
export class Mended {
  list: readonly MendedTrouble[] = [];
  #before: readonly Trouble[] | undefined;
  #school: string | undefined;

  /** Take the list as it is now at a school; undefined while nothing is known. */
  take(school: string, troubles: readonly Trouble[] | undefined, at: number): void {
    if (school !== this.#school) {
      this.#school = school;
      this.list = [];
      this.#before = undefined;
    }
    if (troubles === undefined) return;
    const open = new Set(troubles.map((one) => one.trouble_id));
    const gone = (this.#before ?? []).filter((one) => !open.has(one.trouble_id));
    this.list = [...gone.map((trouble) => ({ trouble, at })), ...this.list].slice(0, KEPT);
    this.#before = troubles;
  }
}
