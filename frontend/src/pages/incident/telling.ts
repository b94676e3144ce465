/** What endpoints got and what happened, in sentences. */
import type { Console } from "../../data/console";
import type { Delivery, DeskAnswer, Happening } from "../../data/incidents";
import { actorOf, named } from "./words";

/** One endpoint and what it got of an incident, the oldest message first. */
export interface Told {
  readonly endpoint: string;
  readonly backup: boolean;
  readonly deliveries: readonly Delivery[];
}

const DONE = new Set(["delivered", "desk_accepted", "declined", "spared"]);

/** Messages by endpoint, in the order in which the endpoints were told first. */
export function byEndpoint(console: Console, deliveries: readonly Delivery[]): Told[] {
  const found = new Map<string, Delivery[]>();
  for (const one of deliveries) found.set(one.endpoint_id, [...(found.get(one.endpoint_id) ?? []), one]);
  return [...found.values()].map((several) => ({
    endpoint: several[0]?.endpoint ?? console.texts.say("incident.removed_endpoint"),
    backup: several[0]?.path === "backup",
    deliveries: several,
  }));
}

/** Milliseconds as people say them. */
export function lasting(console: Console, milliseconds: number): string {
  const { format, texts } = console;
  if (milliseconds < 1000) return texts.say("incident.milliseconds", { ms: format.number(milliseconds, 0) });
  if (milliseconds < 60_000) return texts.say("incident.seconds", { s: format.number(milliseconds / 1000, 1) });
  return format.clock(milliseconds / 1000);
}

/** How far one message got: "delivered after 60 ms". */
export function hopOf(console: Console, delivery: Delivery): string {
  const { texts, format } = console;
  const confirmed = delivery.milliseconds["confirmed"];
  const answer = delivery.answer ?? "–";
  const values = {
    answer,
    tries: delivery.tries,
    time: confirmed === undefined ? "" : lasting(console, confirmed),
    next: delivery.next_attempt === null ? "–" : format.seconds(delivery.next_attempt),
  };
  const known = confirmed !== undefined && ["desk_accepted", "declined"].includes(delivery.state);
  const state = known ? "delivered" : delivery.state;
  const timed = state === "delivered" && confirmed === undefined ? "delivered_untimed" : state;
  return texts.find(`incident.hop_${timed}`, values) ?? delivery.state;
}

/** What an endpoint got and what people there said: "delivered after 60 ms; Operator 7: help is on its way". */
export function toldOf(console: Console, told: Told, answers: readonly DeskAnswer[]): string {
  const [first, ...others] = told.deliveries;
  if (first === undefined) return "";
  const waiting = others.filter((one) => !DONE.has(one.state)).length;
  const parts = [hopOf(console, first)];
  if (waiting > 0) parts.push(console.texts.say("incident.more_waiting", { n: waiting }));
  parts.push(...answers.filter((one) => one.endpoint === told.endpoint).map((one) => answerOf(console, one)));
  return parts.join("; ");
}

/** What somebody at a desk answered. */
export function answerOf(console: Console, answer: DeskAnswer): string {
  const who = answer.by ?? console.texts.say("incident.the_desk");
  const note = answer.note ? ` – “${answer.note}”` : "";
  return `${who}: ${named(console, `incident.answer_${answer.answer}`)}${note}`;
}

/** What somebody wrote, or why the alarm panel could not be told. */
function problemOf(console: Console, happening: Happening): string {
  const text = happening.text ?? "";
  return happening.type === "panel_output_failed" ? named(console, `incident.problem_${text}`) : text;
}

/** One thing that happened, as a sentence. */
export function happeningOf(console: Console, happening: Happening): string {
  const { texts } = console;
  const by =
    happening.by_kind === null
      ? (happening.by ?? texts.say("incident.the_desk"))
      : actorOf(console, { by: happening.by, by_kind: happening.by_kind });
  const where = happening.room ?? happening.floor ?? texts.say("incident.somewhere");
  const values = {
    by,
    room: happening.word === "near" ? texts.say("incident.near", { room: where }) : where,
    transmitter: happening.transmitter ?? "–",
    reason: happening.reason ?? "",
    text: problemOf(console, happening),
    step: happening.step ?? "",
    steps: happening.steps ?? "",
    level: happening.level ?? "",
    how: named(console, `incident.disposition_${happening.disposition ?? "real"}`),
    endpoint: happening.endpoint ?? "–",
    answer: named(console, `incident.answer_${happening.answer ?? "note"}`),
    primary: happening.primary ?? "–",
    because: named(console, `incident.because_${happening.because ?? "late"}`),
  };
  const name = happening.type === "incident_escalated" && happening.by !== null ? "escalated_by" : happening.type;
  const sentence = texts.find(`incident.event_${name}`, values) ?? happening.type;
  const note = happening.type === "incident_answered" && happening.text ? ` – “${happening.text}”` : "";
  const doubts = happening.doubts.map((doubt) => named(console, `incident.doubt_${doubt}`));
  return `${sentence}${note}${doubts.length > 0 ? ` (${doubts.join(", ")})` : ""}`;
}
