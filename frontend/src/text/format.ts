/** Times and numbers as the user's profile in Home Assistant wants them written. */
import type { Locale } from "../data/home";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
  ["second", 1],
];

const NUMBERS: Readonly<Record<string, string>> = {
  comma_decimal: "en-US",
  decimal_comma: "de",
  space_comma: "fr",
  quote_decimal: "de-CH",
};

/** Writes times (seconds since 1970) and numbers. */
export class Format {
  readonly #number: Intl.NumberFormat;
  readonly #time: Intl.DateTimeFormat;
  readonly #seconds: Intl.DateTimeFormat;
  readonly #dateTime: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;
  readonly #relative: Intl.RelativeTimeFormat;
  readonly #list: Intl.ListFormat;

  constructor(locale: Locale, serverZone: string) {
    const language = locale.language;
    const hour12 = { "12": true, "24": false }[locale.time_format ?? ""];
    const clock: Intl.DateTimeFormatOptions = {
      hour: "numeric",
      minute: "2-digit",
      ...(hour12 === undefined ? {} : { hour12 }),
      ...(locale.time_zone === "server" ? { timeZone: serverZone } : {}),
    };
    const zone = clock.timeZone === undefined ? {} : { timeZone: clock.timeZone };
    this.#number = new Intl.NumberFormat(NUMBERS[locale.number_format ?? ""] ?? language);
    this.#time = new Intl.DateTimeFormat(language, clock);
    this.#seconds = new Intl.DateTimeFormat(language, { ...clock, second: "2-digit" });
    this.#dateTime = new Intl.DateTimeFormat(language, { ...clock, day: "numeric", month: "short", year: "numeric" });
    this.#date = new Intl.DateTimeFormat(language, { ...zone, day: "numeric", month: "short", year: "numeric" });
    this.#relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });
    this.#list = new Intl.ListFormat(language);
  }

  /** A number as the user writes numbers. */
  number(value: number, digits?: number): string {
    return digits === undefined ? this.#number.format(value) : this.#number.format(Number(value.toFixed(digits)));
  }

  /** A share from 0 to 1 in percent. */
  percent(share: number): string {
    return `${this.#number.format(Math.round(share * 100))} %`;
  }

  /** The time of day. */
  time(at: number): string {
    return this.#time.format(at * 1000);
  }

  /** The time of day to the second. */
  seconds(at: number): string {
    return this.#seconds.format(at * 1000);
  }

  /** Day and time. */
  dateTime(at: number): string {
    return this.#dateTime.format(at * 1000);
  }

  /** The day. */
  date(at: number): string {
    return this.#date.format(at * 1000);
  }

  /** How long ago, or in how long, in the largest whole unit: "40 seconds ago". */
  ago(at: number, now: number = Date.now() / 1000): string {
    const seconds = Math.round(at - now);
    const [unit, length] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
    return this.#relative.format(Math.trunc(seconds / length), unit);
  }

  /** A running time as on a stopwatch: 0:40, 12:05, 1:02:03. */
  clock(seconds: number): string {
    const whole = Math.max(0, Math.floor(seconds));
    const two = (part: number): string => String(part).padStart(2, "0");
    const minutes = Math.floor(whole / 60);
    const tail = `${two(minutes % 60)}:${two(whole % 60)}`;
    return minutes >= 60 ? `${Math.floor(minutes / 60)}:${tail}` : `${minutes}:${two(whole % 60)}`;
  }

  /** A duration in its largest whole unit: "3 min". */
  duration(seconds: number): string {
    const [unit, length] = STEPS.find(([, length]) => seconds >= length) ?? ["second", 1];
    const options = { style: "unit", unit, unitDisplay: "long" } as const;
    return new Intl.NumberFormat(this.#number.resolvedOptions().locale, options).format(Math.floor(seconds / length));
  }

  /** "A, B and C". */
  list(parts: readonly string[]): string {
    return this.#list.format(parts);
  }
}
