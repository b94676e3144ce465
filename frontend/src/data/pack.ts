/** The responder pack as the server tells it (`duress/pack`), and what is on a floor for responders; see docs/pack.md. */
import type { Texts } from "../text/localize";
import type { MapFact, MapFloor } from "./map";

/** What a thing for responders may be, in the order of the legend. */
export const FACT_KINDS = [
  "door",
  "key_box",
  "fire_panel",
  "gas",
  "water",
  "electricity",
  "aed",
  "first_aid",
  "camera",
  "assembly",
  "other",
] as const;

/** What a thing for responders is. */
export type FactKind = (typeof FACT_KINDS)[number];

/** Whom to call. */
export interface Contact {
  readonly name: string;
  readonly purpose: string;
  readonly phone: string;
}

/** Contacts of a floor or of the site; `null` for who may not see names. */
interface Called {
  readonly contacts_revision: number;
  readonly contacts: readonly Contact[] | null;
}

/** One page: a floor with whom to call, and who said when that it is right. */
export interface PackFloor extends MapFloor, Called {
  readonly verified: { readonly at: number; readonly by: string | null; readonly changed: boolean } | null;
  readonly version: string | null;
}

/** What `duress/pack` says. */
export interface PackMessage extends Called {
  readonly role: string;
  readonly site: string;
  readonly floors: readonly PackFloor[];
}

/** The answer to other contacts; without a floor, those of the whole site. */
export interface ContactsAnswer {
  readonly floor_id: string | null;
  readonly revision: number;
}

/** The answer to that a page is right. */
export interface VerifyAnswer {
  readonly floor_id: string;
  readonly at: number;
}

/** Things for responders as a legend has them: by kind, doors first, then by label, as people count. */
export function inOrder(facts: readonly MapFact[], language: string): MapFact[] {
  const place = ({ kind }: MapFact): number => FACT_KINDS.indexOf(kind);
  const byLabel = new Intl.Collator(language, { numeric: true });
  return [...facts].sort((one, other) => place(one) - place(other) || byLabel.compare(one.label, other.label));
}

/** What stands for each thing on a plan and in its legend: a door's own number; else letters, as rooms have numbers. */
export function marksOf(facts: readonly MapFact[]): readonly string[] {
  let others = 0;
  return facts.map(({ kind, label }) => {
    const number = kind === "door" ? /\w*\d\w*/.exec(label)?.[0] : undefined;
    return number ?? letters(others++);
  });
}

/** A to Z, then AA, AB … */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

/** What a thing for responders is called, such as "Gas shut-off: Boiler room". */
export function factName(texts: Texts, { kind, label }: Pick<MapFact, "kind" | "label">): string {
  const word = texts.find(`pack.kind_${kind}`) ?? kind;
  return label === "" ? word : texts.say("pack.thing", { kind: word, label });
}
