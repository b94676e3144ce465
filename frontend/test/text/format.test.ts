/** Times and numbers are written as the profile in Home Assistant says. */
import { describe, expect, it } from "vitest";
import { Format } from "../../src/text/format";

const AT = Date.UTC(2026, 10, 26, 14, 5, 9) / 1000;
const us = new Format({ language: "en", time_format: "12", number_format: "comma_decimal" }, "UTC");
const es = new Format(
  { language: "es", time_format: "24", number_format: "decimal_comma", time_zone: "server" },
  "America/Chicago",
);
const plain = (text: string): string => text.replace(/\s/g, " ");

describe("a format", () => {
  it("writes numbers with the user's marks", () => {
    expect([us.number(1234.5), es.number(12345.5), us.number(2.345, 1)]).toEqual(["1,234.5", "12.345,5", "2.3"]);
    expect(us.percent(0.874)).toBe("87 %");
  });

  it("writes times in 12 or 24 hours, in the user's or the server's zone", () => {
    expect(plain(us.seconds(AT))).toMatch(/^\d{1,2}:05:09 [AP]M$/);
    expect(es.time(AT)).toBe("8:05");
    expect(es.date(AT)).toBe("26 nov 2026");
    expect(es.dateTime(AT)).toContain("8:05");
  });

  it("says how long ago in the largest whole unit", () => {
    expect(us.ago(AT - 40, AT)).toBe("40 seconds ago");
    expect(us.ago(AT - 119, AT)).toBe("1 minute ago");
    expect(es.ago(AT + 3 * 86400, AT)).toBe("dentro de 3 días");
    expect(us.ago(AT, AT)).toBe("in 0 seconds");
  });

  it("writes running times and durations", () => {
    expect([us.clock(-1), us.clock(40), us.clock(725), us.clock(3723)]).toEqual(["0:00", "0:40", "12:05", "1:02:03"]);
    expect([us.duration(45), us.duration(200), us.duration(90000)]).toEqual(["45 seconds", "3 minutes", "1 day"]);
    expect(us.list(["A", "B", "C"])).toBe("A, B, and C");
  });
});
