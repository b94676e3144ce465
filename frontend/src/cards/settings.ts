/** The settings of cards: which school, for whose eyes, which floor. */
import { type Texts, textsFor } from "../text/localize";

/** For whose eyes a screen is; see docs/dashboard.md. */
export const PROFILES = ["office", "wall", "lobby"] as const;

/** `office` shows a discreet mark, `wall` everything at once, `lobby` nothing, whatever happens. */
export type Profile = (typeof PROFILES)[number];

/** The settings of one card, as Home Assistant keeps them. */
export interface CardSettings {
  readonly type: string;
  /** The id of the site's config entry; without it, the first school. */
  readonly site?: string;
  readonly profile?: Profile;
  /** The id of a floor, of the map. */
  readonly floor?: string;
  readonly grid_options?: object;
}

/** What a screen shows of which nobody said whose it is: visitors come to most desks. */
export const USUAL: Profile = "office";

/** The sentences of the page's language, where Home Assistant hands over no user. */
export function pageTexts(): Texts {
  return textsFor(document.documentElement.lang || "en");
}

/** Check what somebody wrote into the settings of a card. Throws an error that says what is wrong. */
export function checked(settings: unknown): CardSettings {
  const texts = pageTexts();
  if (typeof settings !== "object" || settings === null) throw new Error(texts.say("cards.bad_settings"));
  const { type, site, floor, profile } = settings as Readonly<Record<string, unknown>>;
  if (typeof type !== "string") throw new Error(texts.say("cards.bad_settings"));
  for (const [name, value] of Object.entries({ site, floor }))
    if (value !== undefined && typeof value !== "string") throw new Error(texts.say("cards.bad_text", { name }));
  if (profile !== undefined && !PROFILES.some((one) => one === profile))
    throw new Error(texts.say("cards.bad_profile", { profiles: PROFILES.join(", ") }));
  return settings as CardSettings;
}
