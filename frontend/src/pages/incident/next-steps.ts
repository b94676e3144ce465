/** What may be done next with an alarm, as core/lifecycle.py allows it and the person's rights do. */
import type { Console } from "../../data/console";
import { type Incident, isActive, isUnanswered } from "../../data/incidents";
import type { Right } from "../../data/sites";
import { type Responder, respondersOf } from "./words";

/** Something people do with an alarm: an action of the same name. */
export type Act = "acknowledge" | "respond" | "arrive" | "clear" | "cancel" | "close" | "escalate" | "confirm";

/** Acts that need a reason. */
export type Reasoned = "clear" | "cancel" | "close";

const RIGHTS: Readonly<Record<Act, Right>> = {
  acknowledge: "handle_incidents",
  respond: "handle_incidents",
  arrive: "handle_incidents",
  clear: "end_incidents",
  close: "end_incidents",
  cancel: "cancel_incidents",
  escalate: "raise_incidents",
  confirm: "confirm_incidents",
};

/** Whether an act needs a reason. */
export function isReasoned(act: Act): act is Reasoned {
  return act === "clear" || act === "cancel" || act === "close";
}

/** The one next step, and all others. */
export interface NextSteps {
  readonly next: Act | undefined;
  readonly others: readonly Act[];
}

/** What nobody does again who is that far. */
const DONE: Readonly<Record<Responder["doing"], readonly Act[]>> = {
  acknowledged: [],
  responding: ["respond"],
  on_scene: ["respond", "arrive"],
};

/** How far this person is; undefined if they have done nothing yet. */
function doingOf(console: Console, incident: Incident): Responder["doing"] | undefined {
  const me = console.home.user?.name;
  return respondersOf(console, incident).find((one) => one.name === me)?.doing;
}

/** What this person may do now. */
export function nextSteps(console: Console, incident: Incident): NextSteps {
  const done = DONE[doingOf(console, incident) ?? "acknowledged"];
  const possible = possibleNow(incident).filter((act) => console.may(RIGHTS[act]) && !done.includes(act));
  const next = preferred(console, incident).find((act) => possible.includes(act));
  return { next, others: possible.filter((act) => act !== next) };
}

/** The acts that the life of an incident allows. */
function possibleNow(incident: Incident): Act[] {
  if (incident.state === "closed") return [];
  if (incident.state === "resolved") return ["close"];
  const confirm: Act[] = incident.confirmation === "waiting" ? ["confirm"] : [];
  const take: Act[] = isUnanswered(incident) ? ["acknowledge"] : [];
  const go: Act[] = incident.state === "raised" ? [] : ["respond", "arrive", "clear"];
  return [...take, ...confirm, ...go, "escalate", "cancel"];
}

/** What is to be done first by this person, the most fitting first. */
function preferred(console: Console, incident: Incident): Act[] {
  if (!isActive(incident)) return ["close"];
  if (isUnanswered(incident)) return ["acknowledge"];
  const mine = doingOf(console, incident);
  if (mine === "on_scene") return ["clear"];
  if (mine === "responding") return ["arrive"];
  return incident.state === "on_scene" ? ["clear", "respond"] : ["respond"];
}
