/** The dashboard in Home Assistant's list of community dashboards. */
import { textsFor } from "../text/localize";
import { customElement } from "../ui/define";
import { type Dashboard, dashboardOf, type DashboardSettings } from "./dashboard";
import "./dashboard-editor";
import type { HomeWithRegistries } from "./registry";

/** What the dialog for a new dashboard begins with. */
export interface CreateSuggestions {
  readonly title: string;
  readonly icon: string;
}

/** Strategy `custom:duress`. Home Assistant calls what is static and shows nothing of the element itself. */
@customElement("ll-strategy-dashboard-duress")
export class DashboardStrategy extends HTMLElement {
  /** What a new dashboard is called. */
  static getCreateSuggestions(): CreateSuggestions {
    return { title: "Duress", icon: "mdi:shield-account-outline" };
  }

  /** The editor of the dashboard: for whose eyes, and which school. */
  static getConfigElement(): HTMLElement {
    return document.createElement("duress-dashboard-editor");
  }

  /** Make the dashboard. */
  static generate(settings: DashboardSettings, home: HomeWithRegistries): Promise<Dashboard> {
    return Promise.resolve(dashboardOf(settings, home));
  }

  /** Whether it would be another one now. Asked with every state of the house, so most answers must be quick. */
  static shouldRegenerate(settings: DashboardSettings, before: HomeWithRegistries, now: HomeWithRegistries): boolean {
    if (before.entities === now.entities && before.devices === now.devices && before.language === now.language)
      return false;
    return JSON.stringify(dashboardOf(settings, before)) !== JSON.stringify(dashboardOf(settings, now));
  }
}

/** Strategy `custom:duress-lobby`: that for public displays, so that nobody has to find the setting. */
@customElement("ll-strategy-dashboard-duress-lobby")
export class LobbyStrategy extends HTMLElement {
  /** Whether Home Assistant offers to take control instead of an editor. */
  static readonly noEditor = true;

  /** What a new dashboard is called. */
  static getCreateSuggestions(home: HomeWithRegistries): CreateSuggestions {
    const title = home.config.location_name ?? textsFor(home.language).say("cards.lobby_title");
    return { title, icon: "mdi:home-outline" };
  }

  /** Make the dashboard. */
  static generate(settings: DashboardSettings, home: HomeWithRegistries): Promise<Dashboard> {
    return Promise.resolve(dashboardOf({ ...settings, profile: "lobby" }, home));
  }

  /** It never changes. */
  static shouldRegenerate(): boolean {
    return false;
  }
}
