/** What changed at an alarm, for whoever listens instead of looking: never the running time. */
import type { Console } from "../../data/console";
import type { Incident } from "../../data/incidents";
import { standingOf, whereOf, whoPressed } from "./words";

/** The most important that is new, as a sentence; undefined if nothing is that has to be said. */
export function newsOf(
  console: Console,
  before: Incident,
  after: Incident,
  names: Readonly<Record<string, string>> | null,
): string | undefined {
  if (before.incident_id !== after.incident_id) return undefined;
  const where = whereOf(console, after.place);
  const latest = after.latest.at(-1);
  if (after.presses > before.presses && latest !== undefined) {
    const [who = latest.transmitter] = whoPressed([latest], names);
    return console.texts.say("incident.news_press", { who, where });
  }
  if (before.state !== after.state || before.attended !== after.attended)
    return standingOf(console, after, after.escalates_at ?? 0);
  return where === whereOf(console, before.place) ? undefined : console.texts.say("incident.news_place", { where });
}
