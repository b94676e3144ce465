/** What the console uses of Home Assistant's `hass` object. Everything else of it may change in any release. */
import type { Connection } from "home-assistant-js-websocket";

/** Who is logged in. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly is_admin: boolean;
  readonly is_owner: boolean;
}

/** An area of Home Assistant: a room. */
export interface Area {
  readonly area_id: string;
  readonly name: string;
  readonly floor_id: string | null;
}

/** A floor of Home Assistant. */
export interface Floor {
  readonly floor_id: string;
  readonly name: string;
  readonly level: number | null;
}

/** How the user wants numbers and times to be written. */
export interface Locale {
  readonly language: string;
  readonly number_format?: string;
  readonly time_format?: string;
  readonly time_zone?: string;
}

/** A state as Home Assistant knows it. */
export interface EntityState {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly last_changed: string;
}

/** What an action answers when it is asked for its answer. */
export interface ServiceAnswer<T> {
  readonly response?: T;
}

/** Home Assistant, as it hands itself to a panel or a card. */
export interface Home {
  readonly connection: Connection;
  readonly connected: boolean;
  readonly user?: User;
  readonly language: string;
  /** Whether the person wants single keys to do something; undefined in versions without that setting. */
  readonly enableShortcuts?: boolean;
  readonly locale: Locale;
  readonly config: { readonly time_zone: string };
  readonly areas: Readonly<Record<string, Area>>;
  readonly floors: Readonly<Record<string, Floor>>;
  readonly states: Readonly<Record<string, EntityState>>;
  readonly auth: { readonly data: { readonly access_token: string } };
  callService<T>(
    domain: string,
    service: string,
    data?: object,
    target?: object,
    notifyOnError?: boolean,
    returnResponse?: boolean,
  ): Promise<ServiceAnswer<T>>;
  callApi<T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, data?: object): Promise<T>;
  callWS<T>(message: { readonly type: string }): Promise<T>;
  loadBackendTranslation(
    category: string,
    integration: string,
  ): Promise<(key: string, values: Readonly<Record<string, string>>) => string>;
  fetchWithAuth(path: string, init?: RequestInit): Promise<Response>;
}
