/** Every sentence is there in both languages, with the same values, and is used. */
import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { en } from "../../src/text/en";
import { es } from "../../src/text/es";
import { Texts } from "../../src/text/localize";

type Sentences = Record<string, Record<string, string>>;

const placeholders = (sentence: string | undefined): string[] =>
  [...(sentence ?? "").matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

const rows = Object.entries(en as Sentences).flatMap(([area, file]) =>
  Object.keys(file).map((name) => [area, name] as const),
);

describe("the sentences", () => {
  it("are the same ones in English and Spanish", () => {
    for (const area of Object.keys(en) as (keyof typeof en)[])
      expect(Object.keys(es[area]).sort(), area).toEqual(Object.keys(en[area]).sort());
  });

  it("take the same values in English and Spanish", () => {
    for (const [area, name] of rows)
      expect(placeholders((es as Sentences)[area]?.[name]), `${area}.${name}`).toEqual(
        placeholders((en as Sentences)[area]?.[name]),
      );
  });

  it("are each used somewhere", () => {
    const sources = globSync("src/**/*.ts")
      .map((path) => readFileSync(path, "utf-8"))
      .join("\n");
    // A name may be put together: `today.kind_${kind}`, or said by the server: word("today", `kind_${kind}`).
    const whole = new Set(sources.match(/\b[a-z]+\.[a-z0-9_]+/g));
    const begun = new Set(sources.match(/\b[a-z]+(\.|", `)[a-z0-9_]+_\$\{/g));
    const unused = rows.filter(([area, name]) => {
      const words = name.split("_");
      const beginnings = words.map((_, end) => words.slice(0, end).join("_")).filter((start) => start !== "");
      return !(
        whole.has(`${area}.${name}`) ||
        whole.has(`${area}.${name.replace(/_(one|other)$/, "")}`) ||
        beginnings.some((start) => begun.has(`${area}.${start}_\${`) || begun.has(`${area}", \`${start}_\${`))
      );
    });
    expect(unused).toEqual([]);
  });
});

describe("a language", () => {
  it("counts as its speakers do", () => {
    const texts = new Texts("en");
    expect(texts.find("none.such")).toBeUndefined();
    expect(texts.say("common.demo")).toBe("DEMO");
  });

  it("is English where there is no translation", () => {
    expect(new Texts("fi").say("common.page_today")).toBe("Today");
    expect(new Texts("es-419").say("common.page_today")).toBe("Hoy");
  });
});
