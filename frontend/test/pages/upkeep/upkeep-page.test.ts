/** Upkeep: what to mend and where, what was mended, what is muted, batteries and signals. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Right } from "../../../src/data/sites";
import type { Afflicted, Battery, Placed, Signal, Trouble } from "../../../src/data/upkeep";
import { Mended } from "../../../src/pages/upkeep/mended";
import { pieces } from "../../../src/pages/upkeep/sparkline";
import "../../../src/pages/upkeep/upkeep-page";
import { consoleOf, Server, settled, shown, textOf } from "../../school";

type Page = HTMLElementTagNameMap["duress-upkeep-page"];

const NOW = Date.parse("2026-11-26T10:00:00Z") / 1000;
const ALL: readonly Right[] = ["see", "read_history", "bypass", "maintain"];

function placed(label: string, more: Partial<Placed> = {}): Placed {
  return {
    device_id: `D ${label}`,
    label,
    room: "Room 204",
    room_id: "r",
    floor: "Second floor",
    building: null,
    ...more,
  };
}

function afflicted(label: string, more: Partial<Afflicted> = {}): Afflicted {
  return { ...placed(label), what: "pendant", cell: "CR2450", muted_until: null, ...more };
}

function trouble(trouble_id: string, more: Partial<Trouble> = {}): Trouble {
  return {
    trouble_id,
    kind: "low_battery",
    devices: ["Pendant 17"],
    room: "Room 204",
    since: NOW - 7200,
    grave: false,
    muted: false,
    what: "low battery",
    how: "Change the battery and press once when done.",
    advice: null,
    afflicted: [afflicted("Pendant 17")],
    ...more,
  };
}

function battery(label: string, due: string | null, more: Partial<Battery> = {}): Battery {
  return {
    ...placed(label),
    role: "pendant",
    model: "EN1235S",
    cell: "CR2450",
    installed: null,
    due,
    low: false,
    ...more,
  };
}

function signal(label: string, more: Partial<Signal> = {}): Signal {
  return {
    ...placed(label),
    role: "pendant",
    margin: 6,
    lowest: 3,
    weak: false,
    trend: "falling",
    paths: 2,
    single_path: false,
    missed: 0,
    recent: [8, 6],
    first_day: "2026-11-20",
    days: [12, 11, null, 9, 8, 6],
    ...more,
  };
}

const UPKEEP = { batteries: [], batteries_in_all: 24, single_path_rooms: [], single_path: [], muted: [] };

/** Every element below an element, through the shadow roots. */
function all(root: Element): Element[] {
  const here = [...(root.shadowRoot?.querySelectorAll("*") ?? [])];
  return here.flatMap((element) => [element, ...all(element)]);
}

function button(root: Element, words: string): HTMLButtonElement {
  const found = all(root).find((one) => one instanceof HTMLButtonElement && textOf(one).includes(words));
  if (!(found instanceof HTMLButtonElement)) throw new Error(`there is no button "${words}"`);
  return found;
}

async function opened(server: Server, rights: readonly Right[] = ALL): Promise<Page> {
  const page = await shown<Page>("duress-upkeep-page", consoleOf(server, rights));
  await calm(page);
  return page;
}

async function calm(page: Page): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await settled(page);
}

describe("the page Upkeep", () => {
  const server = { it: new Server() };

  beforeEach(() => {
    // jsdom has no dialogs.
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
      this.dispatchEvent(new Event("close"));
    };
    vi.useFakeTimers({ toFake: ["Date"], now: NOW * 1000 });
    server.it = new Server();
    server.it.answers.set("duress/troubles", { troubles: [] });
    server.it.answers.set("duress/upkeep", UPKEEP);
    server.it.answers.set("duress/readiness", {
      last_proven: NOW - 12,
      pendants: 24,
      pendants_ready: 24,
      sentence: "",
    });
    server.it.answers.set("duress/signals", { signals: [], count: 0, enough: 4 });
  });

  afterEach(() => {
    document.body.replaceChildren();
    vi.useRealTimers();
  });

  it("says plainly that nothing is to be done, with the proof", async () => {
    const text = textOf(await opened(server.it));
    expect(text).toContain("Nothing to do.");
    expect(text).toContain("24 of 24 pendants are ready. Monitoring confirmed 12 seconds ago.");
    expect(text).toContain("No battery is low or due by then.");
  });

  it("groups troubles by floor, what weakens all of the school and the gravest first, each with what to do", async () => {
    const gym = { floor: "First floor", room: "Gym" };
    server.it.answers.set("duress/troubles", {
      troubles: [
        trouble("T1"),
        trouble("T2", { grave: true, kind: "missing", what: "not heard any more", afflicted: [afflicted("Pendant 3")] }),
        trouble("T3", { kind: "mains_lost", what: "no mains power", afflicted: [afflicted("Repeater 2", gym), afflicted("Repeater 3")] }),
        trouble("T4", { kind: "path_lost", what: "path lost", advice: "Call them.", afflicted: [afflicted("Desk", { room: null, floor: null })] }),
      ],
    }); // prettier-ignore
    const page = await opened(server.it);
    const sections = [...(page.shadowRoot?.querySelectorAll("section.group") ?? [])];
    expect(sections.map((one) => textOf(one.querySelector("h3")).trim())).toEqual([
      "Lincoln",
      "First floor",
      "Second floor",
    ]);
    expect(textOf(sections[1] ?? null)).toContain("Repeater 2 (Gym) and Repeater 3 (Room 204): no mains power");
    expect(textOf(sections[2] ?? null)).toMatch(/Pendant 3 .*Grave.*Pendant 17 .*Cell: CR2450.*2 hours ago/);
    expect(textOf(sections[0] ?? null)).toMatch(/Call them\..*See Monitoring/);
    expect(textOf(page)).toContain("4 things to mend. 1 of them is grave");
  });

  it("ticks what was mended without a click", async () => {
    server.it.answers.set("duress/troubles", { troubles: [trouble("T1"), trouble("T2")] });
    const page = await opened(server.it);
    server.it.tell("duress/troubles", { troubles: [trouble("T2")] });
    await calm(page);
    expect(textOf(page)).toContain("1 thing to mend.");
    expect(textOf(page)).toMatch(/Mended just now.*✓.*Pendant 17: low battery, mended at 10:00/);
  });

  it("mutes with a reason and an end, and lets it count again", async () => {
    server.it.answers.set("duress/troubles", { troubles: [trouble("T1")] });
    const muted = { ...placed("Pendant 9"), since: NOW - 60, until: NOW + 3600, by: "Alex", reason: "lock ordered" };
    server.it.answers.set("duress/upkeep", { ...UPKEEP, muted: [muted] });
    const page = await opened(server.it);
    button(page, "Mute …").click();
    await calm(page);
    const [form] = all(page).filter((one) => one instanceof HTMLFormElement);
    const reason = form?.querySelector("input");
    const minutes = form?.querySelector("select");
    if (!reason || !minutes || !form) throw new Error("there is no form");
    expect(form.textContent).toContain("Its presses are alarms as ever.");
    reason.value = "waiting for the locksmith";
    minutes.value = "120";
    minutes.dispatchEvent(new Event("change"));
    form.dispatchEvent(new Event("submit"));
    await calm(page);
    expect(server.it.done).toEqual([
      {
        action: "bypass",
        data: { device_id: "D Pendant 17", minutes: 120, reason: "waiting for the locksmith" },
      },
    ]);
    expect(textOf(page)).toMatch(/Pendant 9 until .*Alex: lock ordered/);
    button(page, "Let it count again").click();
    await calm(page);
    expect(server.it.done.at(-1)).toEqual({ action: "end_bypass", data: { device_id: "D Pendant 9" } });
  });

  it("offers nothing that the role may not do", async () => {
    server.it.answers.set("duress/troubles", { troubles: [trouble("T1")] });
    server.it.answers.set("duress/upkeep", { ...UPKEEP, batteries: [battery("Pendant 17", null, { low: true })] });
    const page = await opened(server.it, ["see"]);
    expect(() => button(page, "Mute")).toThrow();
    expect(() => button(page, "Note new batteries")).toThrow();
    expect(textOf(page)).toContain("1 × CR2450 for Pendant 17");
  });

  it("forecasts batteries, makes the shopping list, and notes new ones", async () => {
    const batteries = [
      battery("Pendant 1", "2026-11-01"),
      battery("Pendant 2", "2026-12-20"),
      battery("Button 3", "2027-06-01", { cell: "CR123A" }),
      battery("Pendant 4", null),
    ];
    server.it.answers.set("duress/upkeep", { ...UPKEEP, batteries });
    const page = await opened(server.it);
    expect(textOf(page)).toContain("Of 1 of 24 devices nobody noted");
    expect(textOf(page)).toContain("2 × CR2450 for Pendant 1 and Pendant 2");
    expect(textOf(page)).toMatch(/Nov 1, 2026\s+\(\s*overdue/);
    const weeks = all(page).find((one) => one instanceof HTMLSelectElement && one.closest(".weeks"));
    if (!(weeks instanceof HTMLSelectElement)) throw new Error("there is no choice");
    weeks.value = "52";
    weeks.dispatchEvent(new Event("change"));
    await calm(page);
    expect(textOf(page)).toContain("1 × CR123A for Button 3");
    weeks.value = "0";
    weeks.dispatchEvent(new Event("change"));
    await calm(page);
    button(page, "Note new batteries").click();
    await calm(page);
    expect(textOf(page)).toContain("Tick whose batteries are new.");
    const box = all(page).find((one) => one.matches('input[type="checkbox"]')) as HTMLInputElement;
    expect(box.getAttribute("aria-label")).toBe("Battery of Pendant 4 is new");
    box.click();
    await calm(page);
    const day = all(page).find((one) => one.matches('input[type="date"]')) as HTMLInputElement;
    day.value = "2026-11-20";
    button(page, "Note new batteries").click();
    await calm(page);
    expect(server.it.done).toEqual([
      { action: "battery_changed", data: { device_id: ["D Pendant 4"], date: "2026-11-20" } },
    ]);
    expect(textOf(page)).toContain("1 battery noted.");
  });

  it("draws the signal of the weakest, and says in words what is drawn", async () => {
    const signals = [
      signal("Pendant 17", { weak: true, missed: 0.3 }),
      signal("Pendant 2", { days: [], first_day: null, trend: "unknown", single_path: true }),
      signal("Pendant 3", { margin: null, recent: [], days: [] }),
    ];
    server.it.answers.set("duress/signals", { signals, count: 40, enough: 4 });
    const page = await opened(server.it);
    const drawn = all(page).filter((one) => one.tagName === "svg");
    expect(drawn.map((one) => one.getAttribute("aria-label"))).toEqual([
      "Margin of Pendant 17 over 6 days: 6 dB now, lowest 3 dB, falling",
      "Margin of Pendant 2 over last 2 messages: 6 dB now, lowest 6 dB, too short to tell",
    ]);
    expect(textOf(page)).toMatch(/Weak.*30 % of check-ins missed.*Single path.*not heard since the start/);
    button(page, "Show all 40").click();
    await calm(page);
    expect(server.it.asked.at(-1)).toMatchObject({ type: "duress/signals", limit: 500 });
  });

  it("names single paths, but not two hundred of them", async () => {
    const single_path = Array.from({ length: 13 }, (_, number) => `Pendant ${number + 1}`);
    server.it.answers.set("duress/upkeep", { ...UPKEEP, single_path_rooms: ["Gym"], single_path });
    const text = textOf(await opened(server.it));
    expect(text).toContain("Rooms that one receiver or repeater alone hears: Gym.");
    expect(text).toContain("Pendant 10 and 3 more.");
  });
});

describe("what was mended", () => {
  it("is of one school and begins with what was seen open", () => {
    const mended = new Mended();
    mended.take("S1", undefined, 1);
    mended.take("S1", [trouble("T1")], 2);
    mended.take("S1", [], 3);
    expect(mended.list.map(({ trouble: { trouble_id }, at }) => [trouble_id, at])).toEqual([["T1", 3]]);
    mended.take("S2", [], 4);
    expect(mended.list).toEqual([]);
  });
});

describe("a small line", () => {
  it("has a gap where nothing was heard", () => {
    expect(pieces({ values: [8, 8, null, 0], enough: 4, label: "" })).toEqual(["3,3 54.3,3", "157,37"]);
    expect(pieces({ values: [], enough: 4, label: "" })).toEqual([]);
  });
});
