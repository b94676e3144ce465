/** The page Today: what the server says of the school, in words and shapes, with what to do. */
import { afterEach, describe, expect, it } from "vitest";
import type { DutiesMessage } from "../../../src/data/duties";
import { byGravity, type Fix } from "../../../src/data/fixes";
import type { ProgressMessage } from "../../../src/data/progress";
import type { ReadinessMessage } from "../../../src/data/readiness";
import type { Right } from "../../../src/data/sites";
import { hintsOf } from "../../../src/pages/today/hints";
import "../../../src/pages/today/today-page";
import { pendant, roster } from "../people/school";
import { consoleOf, Server, settled, shown, textOf } from "../../school";

type Page = HTMLElementTagNameMap["duress-today-page"];

const NOW = Date.now() / 1000;

const READY: ReadinessMessage = {
  role: "office",
  protection: "ready",
  since: NOW - 3600,
  sentence: "118 of 120 pendants and buttons ready.",
  pendants: 120,
  pendants_ready: 118,
  missing: 0,
  not_yet_heard: 0,
  receivers: 1,
  receivers_connected: 1,
  paths: 1,
  paths_proven: 1,
  paths_relieved: 0,
  last_proven: NOW - 40,
  ways: [{ endpoint_id: "E1", endpoint: "District desk", proven: true, relieved: false, last_proven: NOW - 40 }],
  sessions: [],
  located: [],
};

const MISSING: Fix = {
  trouble_id: "T1",
  kind: "missing",
  devices: ["Pendant 7"],
  room: "Room 204",
  since: NOW - 7200,
  grave: false,
  muted: false,
  what: "not heard any more",
  how: "Look for it.",
};

const DUTIES: DutiesMessage = {
  role: "office",
  today: "2026-11-26",
  duties: [
    {
      kind: "pendant",
      due_on: "2026-11-24",
      standing: "overdue",
      count: 2,
      never: 1,
      last_done: "2026-11-17",
      device_ids: ["D7", "D17"],
      labels: ["Pendant 7", "Pendant 17"],
      who: ["office", "technician", "administrator"],
    },
    {
      kind: "drill",
      due_on: "2026-12-20",
      standing: "upcoming",
      count: 1,
      never: 1,
      last_done: null,
      device_ids: [],
      labels: [""],
      who: ["office", "technician", "administrator"],
    },
  ],
};

const PROGRESS: ProgressMessage = {
  role: "office",
  steps: [{ step: "walk", state: "begun", who: ["office"], checks: [] }],
  done: 4,
  of: 7,
  current: "walk",
  loose: [],
  live: null,
};

interface Said {
  readonly readiness?: ReadinessMessage;
  readonly troubles?: readonly Fix[];
  readonly duties?: DutiesMessage;
  readonly progress?: ProgressMessage;
}

async function page(
  server: Server,
  rights: readonly Right[],
  said: Said,
  site: Parameters<typeof consoleOf>[3] = {},
): Promise<Page> {
  server.answers.set("duress/readiness", said.readiness ?? READY);
  server.answers.set("duress/troubles", { troubles: said.troubles ?? [] });
  server.answers.set("duress/duties", said.duties ?? { role: "office", today: "2026-11-26", duties: [] });
  server.answers.set("duress/progress", said.progress ?? { ...PROGRESS, current: null, done: 7 });
  const found = await shown<Page>("duress-today-page", consoleOf(server, rights, {}, site));
  await settled(found);
  return found;
}

function part(found: Page, tag: string): ShadowRoot {
  const root = found.shadowRoot?.querySelector(tag)?.shadowRoot;
  if (root === undefined || root === null) throw new Error(`there is no ${tag}`);
  return root;
}

describe("the page Today", () => {
  // The browser of these tests has no dialogs of its own.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
    this.dispatchEvent(new Event("close"));
  };

  afterEach(() => document.body.replaceChildren());

  it("says that the school is ready, since when, and what proved it", async () => {
    const server = new Server();
    const found = await page(server, ["see"], {});
    expect(textOf(found)).toContain("Ready");
    expect(textOf(found)).toContain("118 of 120 pendants and buttons ready.");
    expect(textOf(found)).toMatch(/District desk proven 4\d seconds ago/);
    expect(textOf(found)).toContain("Nothing is out of order.");
    expect(textOf(found)).not.toContain("Set-up");
    expect(server.asked.find(({ type }) => type === "duress/readiness")).toMatchObject({ language: "en" });
  });

  it("is never called ready while something is open: word, shape and colour follow the server", async () => {
    const server = new Server();
    const found = await page(server, ["see"], {});
    const card = (): Element | null | undefined => part(found, "duress-readiness-headline").querySelector(".card");
    const shapeOf = (): string => card()?.querySelector("h2 path")?.getAttribute("d") ?? "";
    const ready = shapeOf();
    server.tell("duress/readiness", { ...READY, protection: "not_protected", paths_proven: 0, sentence: "Bad." });
    await settled(found);
    await settled(found);
    expect(card()?.classList).toContain("not_protected");
    expect(textOf(card() ?? null)).toContain("Not protected");
    expect(shapeOf()).not.toBe(ready);
  });

  it("shows everybody which lost pendant is located, and what runs, and lets a role end it", async () => {
    const server = new Server();
    const located = [{ device: "Pendant 9", since: NOW, until: NOW + 60, by: "Alex", reason: "gone" }];
    const session = { rehearsal_id: "R1", kind: "test", until: NOW + 600, by: "Alex", reason: "batteries" } as const;
    const sessions = [{ ...session, transmitters: 3, whole_site: false }];
    const readiness: ReadinessMessage = { ...READY, located, sessions };
    const viewer = await page(server, ["see"], { readiness });
    expect(textOf(viewer)).toContain("The check-ins of Pendant 9 are located");
    expect(textOf(viewer)).toContain("3 pendants and buttons are on test until");
    expect(part(viewer, "duress-running-tests").querySelector("button")).toBeNull();
    document.body.replaceChildren();
    const office = await page(server, ["see", "run_tests"], { readiness });
    part(office, "duress-running-tests").querySelector("button")?.click();
    await settled(office);
    expect(server.done).toEqual([{ action: "end_test", data: { site: "S1", rehearsal_id: "R1" } }]);
  });

  it("presses for whoever tries a demo school, where there are no pendants, and nowhere else", async () => {
    const session = { rehearsal_id: "R1", kind: "test", until: NOW + 600, by: "Alex", reason: "" } as const;
    const readiness: ReadinessMessage = { ...READY, sessions: [{ ...session, transmitters: 2, whole_site: false }] };
    const buttons = (found: Page): string[] =>
      [...part(found, "duress-running-tests").querySelectorAll("button")].map((one) => textOf(one).trim());
    const server = new Server();
    const devices = [pendant(1, { test_id: "R1" }), pendant(2, { test_id: "R1" }), pendant(3)];
    server.answers.set("duress/roster", roster(devices));
    const rights: readonly Right[] = ["see", "run_tests", "simulate"];
    const real = await page(server, rights, { readiness });
    await settled(real);
    expect(buttons(real)).toEqual(["End the test"]);
    expect(server.followers("duress/roster")).toBe(0);
    document.body.replaceChildren();
    const demo = await page(server, rights, { readiness }, { demo: true });
    for (let turn = 0; turn < 3; turn += 1) await settled(demo);
    expect(buttons(demo)).toEqual(["DEMO: press all 2", "End the test"]);
    part(demo, "duress-running-tests").querySelector("button")?.click();
    for (let turn = 0; turn < 3; turn += 1) await settled(demo);
    const acts = devices
      .slice(0, 2)
      .map(({ device_id }) => ({ action: "simulate", data: { device_id, act: "press" } }));
    expect(server.done).toEqual(acts);
  });

  it("names what to fix first with how, and the way to the rest", async () => {
    const found = await page(new Server(), ["see"], { troubles: [MISSING] });
    const text = textOf(found);
    expect(text).toContain("Pendant 7 (Room 204): not heard any more");
    expect(text).toContain("Look for it.");
    expect(part(found, "duress-what-to-fix").querySelector("a")?.getAttribute("href")).toBe("/duress/upkeep");
  });

  it("says what is due, who can do it, and begins a test of exactly these pendants", async () => {
    const server = new Server();
    const viewer = await page(server, ["see"], { duties: DUTIES });
    expect(textOf(viewer)).toContain("Test 2 pendants and buttons");
    expect(textOf(viewer)).toContain("Overdue since Nov 24, 2026");
    expect(textOf(viewer)).toContain("To be done by: office, technician, and administrator");
    document.body.replaceChildren();
    const office = await page(server, ["see", "test_mode"], { duties: DUTIES });
    const due = part(office, "duress-due-list");
    due.querySelector<HTMLButtonElement>("li button")?.click();
    await settled(office);
    const dialog = due.querySelector("duress-begin-test")?.shadowRoot;
    dialog?.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
    await settled(office);
    const data = { minutes: 15, reason: "Regular test", device_id: ["D7", "D17"] };
    expect(server.done).toEqual([{ action: "start_test", data }]);
  });

  it("leads back to the set-up until everything is done", async () => {
    const found = await page(new Server(), ["see"], { progress: PROGRESS });
    expect(textOf(found)).toContain("Set-up: 4 of 7");
    expect(textOf(found)).toContain("Next: Walk the rooms");
    expect(part(found, "duress-set-up-link").querySelector("a")?.getAttribute("href")).toBe("/duress/start");
  });
});

describe("what to see to", () => {
  it("comes in the order of what it costs", () => {
    const battery: Fix = { ...MISSING, trouble_id: "T2", kind: "low_battery", since: NOW - 9000 };
    const grave: Fix = { ...battery, trouble_id: "T3", grave: true };
    const muted: Fix = { ...grave, trouble_id: "T4", muted: true };
    const order = byGravity([muted, battery, MISSING, grave]).map(({ trouble_id }) => trouble_id);
    expect(order).toEqual(["T3", "T1", "T2", "T4"]);
  });

  it("names what is not set up although nothing is out of order", () => {
    expect(hintsOf(READY)).toEqual([]);
    const none: ReadinessMessage = { ...READY, receivers: 0, pendants: 0, paths: 0, paths_proven: 0, not_yet_heard: 3 };
    expect(hintsOf(none)).toEqual(["no_receiver", "no_pendants", "not_yet_heard", "no_monitoring"]);
    expect(hintsOf({ ...READY, paths: 2, paths_proven: 1 })).toEqual(["unproven"]);
    expect(hintsOf({ ...READY, paths: 2, paths_proven: 1, paths_relieved: 1 })).toEqual(["relieved"]);
  });
});
