/** The pages of the console, in the order of the navigation. */
import { html, type TemplateResult } from "lit";
import type { Right } from "../data/sites";
import "./incident/incident-page";
import "./map/map-page";
import "./monitoring/monitoring-page";
import "./people/people-page";
import "./start/start-page";
import "./today/today-page";
import "./upkeep/upkeep-page";
import "./walk/walk-page";

/** The name of a page, as in its address. */
export type PageName = "today" | "incident" | "map" | "people" | "walk" | "monitoring" | "upkeep" | "start";

/** A page: its symbol in the navigation, the right without which it is not offered, and its element. */
export interface Page {
  readonly name: PageName;
  readonly icon: string;
  readonly right: Right;
  readonly draw: (path: readonly string[]) => TemplateResult;
}

/** All pages. The first one is where the console opens. */
export const PAGES: readonly [Page, ...Page[]] = [
  {
    name: "today",
    icon: "mdi:shield-check-outline",
    right: "see",
    draw: (path) => html`<duress-today-page .path=${path}></duress-today-page>`,
  },
  {
    name: "incident",
    icon: "mdi:bell-outline",
    right: "see",
    draw: (path) => html`<duress-incident-page .path=${path}></duress-incident-page>`,
  },
  {
    name: "map",
    icon: "mdi:floor-plan",
    right: "see",
    draw: (path) => html`<duress-map-page .path=${path}></duress-map-page>`,
  },
  {
    name: "people",
    icon: "mdi:account-group-outline",
    right: "see",
    draw: (path) => html`<duress-people-page .path=${path}></duress-people-page>`,
  },
  {
    name: "walk",
    icon: "mdi:walk",
    right: "see",
    draw: (path) => html`<duress-walk-page .path=${path}></duress-walk-page>`,
  },
  {
    name: "monitoring",
    icon: "mdi:lan-connect",
    right: "see",
    draw: (path) => html`<duress-monitoring-page .path=${path}></duress-monitoring-page>`,
  },
  {
    name: "upkeep",
    icon: "mdi:wrench-outline",
    right: "see",
    draw: (path) => html`<duress-upkeep-page .path=${path}></duress-upkeep-page>`,
  },
  {
    name: "start",
    icon: "mdi:flag-checkered",
    right: "see",
    draw: (path) => html`<duress-start-page .path=${path}></duress-start-page>`,
  },
];
