/** Incidents as the server tells them: the topics `duress/incidents` and `duress/incident`; see docs/websocket.md. */
import type { Delivery as Sent } from "./deliveries";
import { Feed, type FeedHost } from "./feed";

/** What an incident is about. */
export type Kind = "duress" | "medical" | "assist" | "lockdown";

/** Whether it is meant seriously. */
export type Mode = "live" | "test" | "drill";

/** Where an incident stands. */
export type IncidentState = "raised" | "acknowledged" | "responding" | "on_scene" | "resolved" | "closed";

/** Where a press came from, how sure that is, and why. */
export interface Place {
  readonly room: string | null;
  readonly room_id: string | null;
  readonly floor: string | null;
  readonly floor_id: string | null;
  readonly kind: string | null;
  readonly door: string | null;
  readonly method: string;
  readonly word: string | null;
  readonly probability: number | null;
  readonly floor_word: string | null;
  readonly floor_probability: number | null;
  readonly floors: readonly string[];
  readonly others: readonly { readonly room: string; readonly room_id: string; readonly probability: number }[];
  readonly hearers: number;
  readonly masked: readonly string[];
  readonly why: string;
}

/** One press and where it came from. */
export interface Press {
  readonly press_id: string;
  readonly at: number;
  readonly transmitter: string;
  readonly kind: Kind;
  readonly room: string | null;
  readonly room_id: string | null;
  readonly floor: string | null;
  readonly floor_id: string | null;
  readonly word: string | null;
  readonly doubts: readonly string[];
}

/** What somebody did with an incident. */
export interface Step {
  readonly type: string;
  readonly at: number;
  readonly by: string | null;
  readonly by_kind: "user" | "automation";
  readonly reason: string | null;
}

/** One line of the checklist. */
export interface ChecklistStep {
  readonly step: number;
  readonly text: string;
  readonly at: number | null;
  readonly by: string | null;
}

/** What a desk answered. */
export interface DeskAnswer {
  readonly endpoint: string;
  readonly answer: string;
  readonly at: number;
  readonly by: string | null;
  readonly note: string | null;
}

/** What somebody wrote down. */
export interface Note {
  readonly at: number;
  readonly by: string;
  readonly text: string;
}

/** One incident as it stands. */
export interface Incident {
  readonly incident_id: string;
  readonly number: number;
  readonly kind: Kind;
  readonly mode: Mode;
  readonly state: IncidentState;
  readonly disposition: string | null;
  readonly attended: boolean;
  readonly raised_at: number;
  readonly level: number;
  readonly escalates_at: number | null;
  readonly confirmation: string;
  readonly told_at: number | null;
  readonly place: Place;
  readonly original_place: Place;
  readonly located_at: number;
  readonly doubts: readonly string[];
  readonly presses: number;
  readonly latest: readonly Press[];
  readonly steps: readonly Step[];
  readonly checklist: readonly ChecklistStep[];
  readonly answers: readonly DeskAnswer[];
  readonly notes: readonly Note[] | null;
}

/** A running test or drill. */
export interface Rehearsal {
  readonly rehearsal_id: string;
  readonly kind: "test" | "drill";
  readonly until: number;
}

/** What `duress/incidents` says: everything that is open, the oldest first. */
export interface IncidentsMessage {
  readonly role: string;
  readonly now: number;
  readonly incidents: readonly Incident[];
  readonly rehearsals: readonly Rehearsal[];
}

/** One message to an endpoint and how far it got, without what was sent. */
export type Delivery = Omit<Sent, "content_type" | "body" | "receipts">;

/** One thing that happened, as facts. */
export interface Happening {
  readonly event_id: string;
  readonly at: number;
  readonly type: string;
  readonly by: string | null;
  readonly by_kind: "user" | "automation" | null;
  readonly reason: string | null;
  readonly transmitter: string | null;
  readonly room: string | null;
  readonly floor: string | null;
  readonly word: string | null;
  readonly doubts: readonly string[];
  readonly text: string | null;
  readonly step: number | null;
  readonly steps: number | null;
  readonly level: number | null;
  readonly disposition: string | null;
  readonly endpoint: string | null;
  readonly answer: string | null;
  readonly primary: string | null;
  readonly because: string | null;
}

/** What `duress/incident` says: all about one incident that the person's role may know. */
export interface IncidentMessage {
  readonly role: string;
  readonly incident: Incident | null;
  readonly names: Readonly<Record<string, string>> | null;
  readonly deliveries: readonly Delivery[] | null;
  readonly timeline: readonly Happening[] | null;
}

/** A closed incident in short. */
export interface ClosedIncident {
  readonly incident_id: string;
  readonly number: number;
  readonly kind: Kind;
  readonly mode: Mode;
  readonly disposition: string;
  readonly transmitter: string;
  readonly room: string | null;
  readonly floor: string | null;
  readonly raised_at: number;
  readonly closed_at: number;
}

/** What `duress/closed_incidents` answers. */
export interface ClosedIncidents {
  readonly incidents: readonly ClosedIncident[];
}

const skews = new WeakMap<IncidentsMessage, number>();

/** The time at the school now (seconds since 1970): a wall screen's own clock may be minutes off. */
export function timeAt(message: IncidentsMessage | undefined, now: number): number {
  if (message === undefined) return now;
  const skew = skews.get(message) ?? message.now - now;
  skews.set(message, skew);
  // A message that took a moment to come is no wrong clock.
  return Math.abs(skew) > 2 ? now + skew : now;
}

const GRAVITY: Readonly<Record<Kind, number>> = { lockdown: 3, duress: 2, medical: 1, assist: 0 };

/** Whether nobody takes care of an incident yet, at least no person. */
export function isUnanswered(incident: Incident): boolean {
  return incident.state === "raised" || (!incident.attended && isActive(incident));
}

/** Whether somebody may still be in danger. */
export function isActive(incident: Pick<Incident, "state">): boolean {
  return incident.state !== "resolved" && incident.state !== "closed";
}

/** Incidents as they are to be looked at: real ones first, then unanswered, the gravest, the oldest. */
export function byUrgency(incidents: readonly Incident[]): Incident[] {
  const rank = (one: Incident): number[] => [
    Number(isActive(one)),
    Number(one.mode === "live"),
    Number(isUnanswered(one)),
    GRAVITY[one.kind],
    -one.raised_at,
  ];
  return [...incidents].sort((one, other) => {
    const [left, right] = [rank(one), rank(other)];
    const place = left.findIndex((value, index) => value !== right[index]);
    return place === -1 ? 0 : (right[place] ?? 0) - (left[place] ?? 0);
  });
}

/** Follow what is open, with its sentences in the language of the console. */
export function followIncidents<M extends object = IncidentsMessage>(host: FeedHost, changed?: () => void): Feed<M> {
  return new Feed<M>(host, "duress/incidents", () => ({ language: host.console.texts.language }), changed);
}
