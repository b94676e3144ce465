/** The form that Home Assistant's own card editor shows for our cards. */
import { checked, pageTexts, PROFILES, USUAL } from "./settings";

/** One field of a form of Home Assistant. */
export interface Field {
  readonly name: string;
  readonly required?: boolean;
  readonly default?: string;
  readonly selector: object;
}

/** A form of Home Assistant's card editor. */
export interface Form {
  readonly schema: readonly Field[];
  readonly computeLabel: (field: Field) => string;
  readonly computeHelper: (field: Field) => string;
  readonly assertConfig: (settings: unknown) => void;
}

const SITE: Field = { name: "site", selector: { config_entry: { integration: "duress" } } };
const FLOOR: Field = { name: "floor", selector: { floor: {} } };

/** The form of a card; that of the map has a floor. */
export function cardForm(more: readonly Field[] = []): Form {
  const texts = pageTexts();
  const options = PROFILES.map((value) => ({ value, label: texts.say(`cards.profile_${value}`) }));
  const profile: Field = { name: "profile", default: USUAL, selector: { select: { mode: "list", options } } };
  return {
    schema: [SITE, ...more, profile],
    computeLabel: ({ name }) => texts.find(`cards.field_${name}`) ?? name,
    computeHelper: ({ name }) => texts.find(`cards.help_${name}`) ?? "",
    assertConfig: (settings) => void checked(settings),
  };
}

/** The form of the map card. */
export function mapForm(): Form {
  return cardForm([FLOOR]);
}
