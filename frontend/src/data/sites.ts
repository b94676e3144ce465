/** Which schools there are and what the person may do at each: the topic `duress/sites`. */
import type { Connection } from "home-assistant-js-websocket";
import { Topic } from "./topic";

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
  | "verify_pack"
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

const topics = new WeakMap<Connection, Topic<SitesMessage>>();

/** The schools of a connection: one topic for the panel and all cards. */
export function sitesOf(connection: Connection): Topic<SitesMessage> {
  let topic = topics.get(connection);
  if (topic === undefined) topics.set(connection, (topic = new Topic(connection, { type: "duress/sites" })));
  return topic;
}
