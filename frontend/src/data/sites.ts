/** Which schools there are and what the person may do at each: the topic `duress/sites`. */
import type { Connection } from "home-assistant-js-websocket";

/** A right of core/roles.py. */
export type Right =
  | "see"
  | "read_history"
  | "read_names"
  | "raise_incidents"
  | "handle_incidents"
  | "end_incidents"
  | "cancel_incidents"
  | "confirm_incidents"
  | "forward_incidents"
  | "run_tests"
  | "test_mode"
  | "bypass"
  | "prove_paths"
  | "change_lives"
  | "change_people"
  | "forget_people"
  | "maintain"
  | "survey"
  | "add_evidence"
  | "record"
  | "install"
  | "change_settings"
  | "change_roles"
  | "change_retention"
  | "export"
  | "simulate";

/** One school and what the person is there. */
export interface Site {
  readonly site: string;
  readonly name: string;
  readonly device_id: string | null;
  readonly running: boolean;
  readonly demo: boolean;
  readonly role: string;
  readonly rights: readonly Right[];
}

/** What `duress/sites` says. */
export interface SitesMessage {
  readonly sites: readonly Site[];
}

/** Follow the schools; answers how to stop. The subscription outlives a lost connection. */
export async function followSites(
  connection: Connection,
  told: (sites: readonly Site[]) => void,
): Promise<() => Promise<void>> {
  return connection.subscribeMessage<SitesMessage>((message) => told(message.sites), { type: "duress/sites" });
}
