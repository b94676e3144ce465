/** The page Walk test around the walks themselves: overview, beginning, report. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Right } from "../../../src/data/sites";
import { fifthOf } from "../../../src/pages/walk/rooms";
import "../../../src/pages/walk/walk-page";
import { consoleOf, Server, settled, shown, textOf } from "../../school";
import { ROOMS, survey, walk } from "./walking";

type Page = HTMLElementTagNameMap["duress-walk-page"];

const score = { presses: 4, right: 2, room_share: 0.5, three_share: 0.995, floor_share: 1 };
const ACCURACY = {
  sentence: "In the check walk, 83 % of presses were placed in the right room.",
  standing: "proven",
  rooms_surveyed: 2,
  rooms_checked: 1,
  self_test: null,
  confirmed: null,
  check_walk: {
    ...score,
    interval: [0.4, 0.9],
    calibration_error: 0.08,
    median_heard: 6,
    rooms: [{ ...score, room: "Room 204", floor: "Second floor", poor: true }],
    floors: [{ ...score, floor: "Second floor" }],
    confusions: [{ room: "Room 204", said: "Gym", count: 2 }],
    calibration: [{ from: 0.9, to: 1, answers: 18, promised: 0.96, right: 0.94 }],
  },
};
const COVERAGE = {
  sentence: "Blind spots: 1 of 2 rooms (Never proven: 1).",
  days: 180,
  blind_spots: 1,
  rooms: [
    {
      ...ROOMS[1],
      blind: ["never_proven"],
      proven_at: null,
      age_days: null,
      failed_at: null,
      presses: 0,
      paths: null,
      margin: null,
      listeners: [],
    },
    {
      ...ROOMS[0],
      blind: [],
      proven_at: 1795526400,
      age_days: 12,
      failed_at: null,
      presses: 5,
      paths: 5,
      margin: 21,
      listeners: [{ listener: "Repeater 7", presses: 5, margin: 21 }],
    },
  ],
};

describe("the page Walk test", () => {
  let server: Server;

  async function opened(
    path: readonly string[],
    rights: readonly Right[] = ["see", "survey", "run_tests"],
  ): Promise<Page> {
    const page = await shown<Page>("duress-walk-page", consoleOf(server, rights), { path });
    for (let turn = 0; turn < 3; turn += 1) await settled(page);
    return page;
  }

  function inner(page: Page): ShadowRoot {
    const root = page.shadowRoot?.firstElementChild?.shadowRoot;
    if (!root) throw new Error("nothing is shown");
    return root;
  }

  function buttons(page: Page): string[] {
    return [...inner(page).querySelectorAll("button")].map((one) => textOf(one).trim());
  }

  beforeEach(() => {
    server = new Server();
    server.answers.set("duress/survey", survey([walk({ state: "paused" })]));
    server.answers.set("duress/accuracy", ACCURACY);
    server.answers.set("duress/coverage", COVERAGE);
  });
  afterEach(() => {
    document.body.replaceChildren();
    history.replaceState(null, "", "/duress");
  });

  it("shows walks to take up again and what is not proven", async () => {
    const page = await opened([]);
    expect(textOf(page)).toContain("Survey walk · Pendant 7");
    expect(textOf(page)).toContain("12 of 40 rooms · Paused");
    expect(textOf(page)).toContain("Gym First floor Never proven never");
    expect(inner(page).querySelector("a[href='/duress/walk/W1']")).not.toBeNull();
    server.tell("duress/coverage", { ...COVERAGE, rooms: [] });
    for (let turn = 0; turn < 3; turn += 1) await settled(page);
    expect(textOf(page)).not.toContain("Gym");
  });

  it("shows a viewer the report and nothing to press", async () => {
    const overview = await opened([], ["see"]);
    expect(textOf(overview)).not.toContain("Begin a walk test");
    expect(textOf(await opened(["new"], ["see"]))).toContain("Your role at this school does not walk rooms");
    const report = await opened(["report"], ["see"]);
    expect(textOf(report)).toContain("83 %");
    expect(buttons(report)).toEqual([]);
  });

  it("begins a check walk through every fifth room with a pendant", async () => {
    server.answers.set("duress/roster", {
      devices: [
        {
          device_id: "D7",
          label: "Pendant 7",
          serial: 7,
          role: "pendant",
          life: "assigned",
          holder: "Rosa Hill",
        },
      ],
    });
    server.answers.set("start_survey", walk());
    const page = await opened(["new"]);
    expect(textOf(page)).toContain("Rosa Hill · no. 7");
    const root = inner(page);
    const begin = [...root.querySelectorAll("button")].find((one) => textOf(one).includes("Begin"));
    expect(begin?.disabled).toBe(true);
    root.querySelectorAll<HTMLInputElement>("[name=kind]")[1]?.click();
    root
      .querySelector("duress-pendant-picker")
      ?.shadowRoot?.querySelector<HTMLInputElement>("[type=checkbox]")
      ?.click();
    await settled(page);
    expect(textOf(page)).toContain("Begin: 1 room");
    begin?.click();
    await settled(page);
    const data = { site: "S1", device_id: ["D7"], kind: "check", rooms: ["r204"], anew: true };
    expect(server.done).toEqual([{ action: "start_survey", data }]);
    expect(location.pathname).toBe("/duress/walk/W1");
  });

  it("spreads the rooms of a check walk, those first that nobody has checked", () => {
    const rooms = Array.from({ length: 11 }, (_, at) => ({
      ...ROOMS[0],
      room_id: String(at),
      presses: at === 10 ? 0 : 3,
      checks: at < 5 ? 1 : 0,
      verdict: "pass" as const,
      last: null,
      is_gone: false,
      press_ids: [],
    }));
    expect(fifthOf(rooms).map((room) => room.room_id)).toEqual(["5", "7"]);
    expect(fifthOf([])).toEqual([]);
  });

  it("reports rooms, what they were taken for, and how old each proof is", async () => {
    const page = await opened(["report"]);
    const tables = [...inner(page).querySelectorAll("table")].map((one) => textOf(one));
    expect(tables.find((text) => text.includes("By room"))).toMatch(
      /Room 204 +Second floor +Too seldom .* 4 50 % 99 % 100 %/,
    );
    expect(tables.find((text) => text.includes("What was taken for what"))).toMatch(
      /Pressed in Right Placed in +Gym +Room 204 +2 +2/,
    );
    expect(tables.find((text) => text.includes("blind spots first"))).toMatch(
      /Gym +First floor +Never proven .*Room 204 +Second floor +Covered .* 12 5 21 dB/,
    );
    expect(tables.find((text) => text.includes("percentages are worth"))).toContain("90 % – 100 % 18 96 % 94 %");
    expect(textOf(page)).toContain("version 4 of the survey");
  });

  it("prints the report and nothing around it, and saves it", async () => {
    const page = await opened(["report"]);
    window.dispatchEvent(new Event("beforeprint"));
    const sheet = document.querySelector("body > .duress-print");
    expect(textOf(sheet)).toContain("Accuracy report: Lincoln");
    expect(textOf(sheet)).not.toContain("All walk tests");
    window.dispatchEvent(new Event("afterprint"));
    expect(document.querySelector(".duress-print")).toBeNull();
    const saved: string[] = [];
    URL.createObjectURL = (blob) => {
      saved.push((blob as Blob).type);
      return "#";
    };
    URL.revokeObjectURL = () => undefined;
    server.answers.set("export_report", { page: "<html>" });
    server.answers.set("export_survey", { survey: {} });
    for (const text of ["Save the report", "Save the survey"]) {
      [...inner(page).querySelectorAll("button")].find((one) => textOf(one).includes(text))?.click();
      await settled(page);
    }
    expect(saved).toEqual(["text/html", "application/json"]);
    page.remove();
    window.dispatchEvent(new Event("beforeprint"));
    expect(document.querySelector(".duress-print")).toBeNull();
  });
});
