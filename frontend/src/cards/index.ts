/** What Home Assistant's pickers of cards and dashboards offer of ours. */
import "./incident-card";
import "./map-card";
import "./readiness-card";
import type { HomeWithRegistries } from "./registry";
import { pageTexts } from "./settings";
import "./strategy";
import { type CardName, suggestionFor, type Suggestion } from "./suggestions";

const DOCUMENTATION = "https://github.com/duress-ha/duress/blob/main/docs/dashboard.md";

/** A card in the list of the card picker. */
export interface OfferedCard {
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly preview: boolean;
  readonly documentationURL: string;
  readonly getEntitySuggestion: (home: HomeWithRegistries, entityId: string) => Suggestion | null;
}

/** A dashboard in the list of community dashboards. */
export interface OfferedStrategy {
  readonly type: string;
  readonly strategyType: "dashboard";
  readonly name: string;
  readonly description: string;
  readonly documentationURL: string;
}

declare global {
  interface Window {
    customCards?: { readonly type: string }[];
    customStrategies?: { readonly type: string }[];
  }
}

// The language is known only when somebody opens the list: the bundle is loaded before anybody is logged in.
function card(name: CardName): OfferedCard {
  return {
    type: `duress-${name}-card`,
    get name() {
      return pageTexts().say(`cards.name_${name}`);
    },
    get description() {
      return pageTexts().say(`cards.description_${name}`);
    },
    preview: true,
    documentationURL: DOCUMENTATION,
    getEntitySuggestion: (home, entityId) => suggestionFor(name, home, entityId),
  };
}

function strategy(type: string, text: "dashboard" | "lobby"): OfferedStrategy {
  return {
    type,
    strategyType: "dashboard",
    get name() {
      return pageTexts().say(`cards.name_${text}`);
    },
    get description() {
      return pageTexts().say(`cards.description_${text}`);
    },
    documentationURL: DOCUMENTATION,
  };
}

function offer<T extends { readonly type: string }>(list: T[], offered: readonly T[]): void {
  for (const one of offered) if (!list.some((known) => known.type === one.type)) list.push(one);
}

offer((window.customCards ??= []), [card("incident"), card("readiness"), card("map")]);
offer((window.customStrategies ??= []), [strategy("duress", "dashboard"), strategy("duress-lobby", "lobby")]);
