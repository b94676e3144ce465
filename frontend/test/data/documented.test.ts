/** The types of messages are what docs/websocket.md shows; tests of the integration compare that with real answers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");
const DOCS = readFileSync(join(ROOT, "..", "docs", "websocket.md"), "utf8");

/** The type of each example, whole, by its module in src/data; then types that are a part of it. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  "duress/sites": ["sites.SitesMessage"],
  "duress/incidents": ["incidents.IncidentsMessage"],
  "duress/incident": ["incidents.IncidentMessage"],
  "duress/closed_incidents": ["incidents.ClosedIncidents"],
  "duress/readiness": ["readiness.ReadinessMessage", "upkeep.Proof"],
  "duress/troubles": ["upkeep.TroublesMessage", "fixes.FixesMessage"],
  "duress/upkeep": ["upkeep.UpkeepMessage"],
  "duress/signals": ["upkeep.SignalsAnswer"],
  "duress/endpoints": ["endpoints.EndpointsMessage"],
  "duress/deliveries": ["deliveries.DeliveriesPage"],
  "duress/roster": ["roster.RosterMessage"],
  "duress/roster with names": ["roster.RosterMessage"],
  "duress/pendant": ["roster.PendantMessage"],
  "duress/survey": ["survey.SurveyMessage"],
  "duress/duties": ["duties.DutiesMessage"],
  "duress/progress": ["progress.ProgressMessage"],
  "duress/map": ["map.MapMessage"],
  "duress/coverage": ["coverage.CoverageMessage"],
  "duress/accuracy": ["proof.Accuracy"],
  "duress/map/place": ["map.PlanAnswer"],
  "duress/map/unplace": ["map.PlanAnswer"],
  "duress/map/remove_plan": ["map.PlanAnswer"],
  "duress/map/undo": ["map.PlanAnswer"],
  "duress/map/fact": ["map.FactAnswer"],
  "duress/map/remove_fact": ["map.PlanAnswer"],
  "duress/pack": ["pack.PackMessage"],
  "duress/pack/contacts": ["pack.ContactsAnswer"],
  "duress/pack/verify": ["pack.VerifyAnswer"],
  "POST /api/duress/plans/SITE": ["map.PlanFileAnswer"],
};

/** What the console does not ask for. */
const UNUSED: readonly string[] = ["duress/history"];

/** A command and what is written of it. */
type Example = readonly [string, string];

/** The examples as they are written, by their command. */
function examplesIn(docs: string): ReadonlyMap<string, string> {
  const found = [...docs.matchAll(/^```json (\S.*)$([^]*?)^```$/gm)];
  return new Map(found.map(([, name = "", text = ""]) => [name, text.trim()]));
}

const EXAMPLES = examplesIn(DOCS);

/** An example as the page sees it: `running` is the affair of each subscription, an incident is left out where it is said. */
function messageOf(name: string, text: string): string {
  const message = text.replace(/^ {2}"running": true,\n/m, "");
  if (name !== "duress/incident") return message;
  const { incidents } = JSON.parse(EXAMPLES.get("duress/incidents") ?? "") as {
    readonly incidents: readonly unknown[];
  };
  return message.replace('"incident": {}', `"incident": ${JSON.stringify(incidents[0])}`);
}

/** A module in which each example has to be of its type. */
function moduleOf(examples: Iterable<Example>): string {
  return [...examples]
    .filter(([name]) => name in TYPES)
    .flatMap(([name, text], at) => {
      const [whole = "", ...parts] = (TYPES[name] ?? []).map((one) => one.replace(/^(\w+)/, 'import("./$1")'));
      return [
        `// ${name}\nconst example${at} = ${messageOf(name, text)} satisfies ${whole};`,
        ...parts.map((part) => `((part: ${part}) => part)(example${at} as ${whole});`),
      ];
    })
    .join("\n");
}

/** What the compiler has to say of examples: the command and the sentence. */
function faultsOf(examples: Iterable<Example>): readonly string[] {
  const file = join(ROOT, "src", "data", "documented-examples.ts");
  const text = moduleOf(examples);
  const config: unknown = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile).config;
  const options = { ...ts.parseJsonConfigFileContent(config, ts.sys, ROOT).options, noUnusedLocals: false };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, how, ...more) =>
    name === file ? ts.createSourceFile(name, text, how) : read(name, how, ...more);
  const program = ts.createProgram([file], options, host);
  return program.getSemanticDiagnostics(program.getSourceFile(file)).map(({ start = 0, messageText }) => {
    const name = [...text.slice(0, start).matchAll(/^\/\/ (.*)$/gm)].at(-1)?.[1] ?? "";
    return `${name}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}

describe("the documented messages", () => {
  it("are all known, and no other", () => {
    expect([...EXAMPLES.keys()].sort()).toEqual([...Object.keys(TYPES), ...UNUSED].sort());
  });

  it("are of the types that the pages use", { timeout: 60_000 }, () => {
    expect(faultsOf(EXAMPLES)).toEqual([]);
  });

  it("differ when a field is renamed, is of another kind, or is new", { timeout: 60_000 }, () => {
    const sites = EXAMPLES.get("duress/sites") ?? "";
    const changed = [
      sites.replace('"demo"', '"is_demo"'),
      sites.replace('"name": "Lincoln"', '"name": null'),
      sites.replace('"demo": false', '"demo": false, "town": "Springfield"'),
      sites.replace('"see"', '"look"'),
    ];
    expect(faultsOf(changed.map((text) => ["duress/sites", text]))).toHaveLength(changed.length);
  });
});
