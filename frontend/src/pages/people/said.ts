/** What the parts of the page have in common: telling the page what was done, and writing moments. */
import type { Format } from "../../text/format";

/** Have the page say what was done, for eyes and ears. */
export function say(from: EventTarget, sentence: string): void {
  from.dispatchEvent(new CustomEvent<string>("said", { detail: sentence, bubbles: true, composed: true }));
}

/** A moment (seconds since 1970): the time if it is today, else day and time. */
export function when(format: Format, at: number, now: number = Date.now() / 1000): string {
  return format.date(at) === format.date(now) ? format.time(at) : format.dateTime(at);
}
