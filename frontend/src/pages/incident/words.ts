/** What the pages about incidents say, in the language of whoever reads. */
import type { Console } from "../../data/console";
import { type Incident, isActive, type Place, type Press, type Step } from "../../data/incidents";

/** The seconds after which a place may be old news: people move. */
export const STALE = 30;

/** A word whose name the server says, such as `incident.kind_duress`; what has none is shown as the server says it. */
export function named(console: Console, key: string): string {
  return console.texts.find(key) ?? key.slice(key.indexOf("_") + 1);
}

/** Whether no room is promised, only somewhere near one. */
function isNear(place: Place): boolean {
  return place.word === "near" || place.method === "heard_strongest" || place.method === "one_receiver";
}

/** Where: a room, near a room, a floor, or somewhere at the school. */
export function whereOf(console: Console, place: Place): string {
  if (place.room === null) return place.floor ?? console.texts.say("incident.somewhere");
  return isNear(place) ? console.texts.say("incident.near", { room: place.room }) : place.room;
}

/** The floor, or which two it may be. */
export function floorOf(console: Console, place: Place): string {
  if (place.room === null && place.floors.length < 2) return "";
  const floors = place.floors.slice(0, 2);
  if (floors.length < 2 || place.floor_word === "likely") return place.floor ?? "";
  return console.texts.say("incident.either_floor", { floor: floors[0] ?? "", other: floors[1] ?? "" });
}

/** How sure a place is and how it was found, such as "likely (87 %), by survey". */
export function suretyOf(console: Console, place: Place): string {
  const parts: string[] = [];
  if (place.word !== null) {
    const word = named(console, `incident.word_${place.word}`);
    parts.push(place.probability === null ? word : `${word} (${console.format.percent(place.probability)})`);
  }
  parts.push(named(console, `incident.method_${place.method}`));
  if (place.kind !== null && place.kind !== "room") parts.push(named(console, `incident.roomkind_${place.kind}`));
  if (place.door !== null) parts.push(console.texts.say("incident.door", { door: place.door }));
  return parts.join(", ");
}

/** Whether the latest press came from elsewhere than the first one. */
export function hasMoved(incident: Incident): boolean {
  const { place, original_place: first } = incident;
  return incident.presses > 1 && (place.room !== first.room || place.floor !== first.floor);
}

/** Who pressed, each once: the holders' names where they are known, else what the transmitters are called. */
export function whoPressed(presses: readonly Press[], names: Readonly<Record<string, string>> | null): string[] {
  return [...new Set(presses.map((press) => names?.[press.press_id] ?? press.transmitter))];
}

/** What somebody is called who acted; a role that may not know it gets no name. */
export function actorOf(console: Console, step: Pick<Step, "by" | "by_kind">): string {
  if (step.by_kind === "automation") return console.texts.say("incident.an_automation");
  return step.by ?? console.texts.say("incident.somebody");
}

/** Somebody who takes care of an incident and how far they are. */
export interface Responder {
  readonly name: string;
  readonly doing: "acknowledged" | "responding" | "on_scene";
  readonly at: number;
}

const DOING: Readonly<Record<string, Responder["doing"]>> = {
  incident_acknowledged: "acknowledged",
  incident_responding: "responding",
  incident_on_scene: "on_scene",
};

/** Who takes care, each once with the last they did, in the order in which they began. */
export function respondersOf(console: Console, incident: Incident): Responder[] {
  const found = new Map<string, Responder>();
  for (const step of incident.steps) {
    const doing = DOING[step.type];
    if (doing === undefined) continue;
    const name = actorOf(console, step);
    found.set(name, { name, doing, at: step.at });
  }
  return [...found.values()];
}

/** Where an incident stands, in a sentence. */
export function standingOf(console: Console, incident: Incident, now: number): string {
  const { texts, format } = console;
  const last = (type: string): Step | undefined => incident.steps.findLast((step) => step.type === type);
  if (incident.state === "raised") return `${texts.say("incident.nobody_yet")} ${escalationOf(console, incident, now)}`;
  if (!isActive(incident)) {
    const step =
      last(incident.state === "closed" ? "incident_closed" : "incident_cleared") ?? last("incident_cancelled");
    const by = step === undefined ? texts.say("incident.somebody") : actorOf(console, step);
    const how = named(console, `incident.disposition_${incident.disposition ?? "real"}`);
    if (incident.state === "resolved") return texts.say("incident.standing_resolved", { how, by });
    return texts.say("incident.standing_closed", { how, by, at: step === undefined ? "" : format.dateTime(step.at) });
  }
  if (!incident.attended) return `${texts.say("incident.only_automation")} ${escalationOf(console, incident, now)}`;
  const people = respondersOf(console, incident).filter((one) => one.doing === incident.state);
  const first = last(`incident_${incident.state}`);
  const after = first === undefined ? "" : format.clock(first.at - incident.raised_at);
  const names = format.list(people.map((one) => one.name)) || texts.say("incident.somebody");
  return texts.say(`incident.standing_${incident.state as Responder["doing"]}`, { by: names, after, n: people.length });
}

/** What happens next by itself while nobody takes care. */
function escalationOf(console: Console, incident: Incident, now: number): string {
  const { texts, format } = console;
  if (incident.escalates_at !== null)
    return texts.say("incident.escalates_in", { time: format.clock(Math.ceil(incident.escalates_at - now)) });
  return incident.level > 0
    ? texts.say("incident.escalated", { n: incident.level })
    : texts.say("incident.no_escalation");
}

/** The seconds since the press; once closed, until then. */
export function lastedOf(incident: Incident, now: number): number {
  const last = incident.state === "closed" ? incident.steps.at(-1)?.at : undefined;
  return (last ?? now) - incident.raised_at;
}

/** One line that says what an alarm is: "Duress, Room 204, 0:40, nobody has acknowledged". */
export function summaryOf(console: Console, incident: Incident, now: number): string {
  const { format, texts } = console;
  const mode = incident.mode === "live" ? [] : [named(console, `incident.mode_${incident.mode}`)];
  const standing = texts.find(`incident.state_${incident.state}`) ?? incident.state;
  return [
    ...mode,
    named(console, `incident.kind_${incident.kind}`),
    whereOf(console, incident.place),
    format.clock(now - incident.raised_at),
    standing,
  ].join(", ");
}
