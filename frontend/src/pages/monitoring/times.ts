/** Short times, as deliveries have them. */
import type { Format } from "../../text/format";

/** Milliseconds as people say them: 60 ms, 6.9 s. */
export function short(format: Format, milliseconds: number): string {
  if (milliseconds < 1000) return `${format.number(milliseconds, milliseconds < 10 ? 1 : 0)} ms`;
  return `${format.number(milliseconds / 1000, 1)} s`;
}

/** A moment: the time of today, else day and time. */
export function moment(format: Format, at: number, now: number = Date.now() / 1000): string {
  return format.date(at) === format.date(now) ? format.seconds(at) : format.dateTime(at);
}
