/** The page of alarms and the strip that every other page shows. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Console } from "../../../src/data/console";
import type { Incident } from "../../../src/data/incidents";
import type { Right } from "../../../src/data/sites";
import "../../../src/pages/incident/incident-page";
import "../../../src/pages/incident/incident-strip";
import { consoleOf, Server, settled, shown, textOf } from "../../school";
import { allAbout, delivery, openOnes, place, raised, step } from "./incidents";

type Page = HTMLElementTagNameMap["duress-incident-page"];
type Strip = HTMLElementTagNameMap["duress-incident-strip"];

const HANDLING: readonly Right[] = [
  "see",
  "read_history",
  "read_names",
  "raise_incidents",
  "handle_incidents",
  "end_incidents",
  "cancel_incidents",
];

/** Every element of a selector, also inside shadow roots. */
function all(root: Element | ShadowRoot, selector: string): HTMLElement[] {
  const inner = root instanceof Element ? (root.shadowRoot ?? root) : root;
  const found: HTMLElement[] = [...inner.querySelectorAll<HTMLElement>(selector)];
  for (const element of inner.querySelectorAll("*"))
    if (element.shadowRoot) found.push(...all(element.shadowRoot, selector));
  return found;
}

const buttons = (root: Element): string[] => all(root, "button").map((one) => textOf(one).trim());

const button = (root: Element, words: string): HTMLElement | undefined =>
  all(root, "button").find((one) => textOf(one).trim() === words);

async function opened(console: Console, path: string[] = []): Promise<Page> {
  const page = await shown<Page>("duress-incident-page", console, { path });
  for (let turn = 0; turn < 4; turn++) await settled(page);
  return page;
}

const press = (key: string, target: EventTarget = document.body): void => {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
};

beforeEach(() => {
  history.replaceState(null, "", "/duress/incident");
  // jsdom has no dialogs.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
    this.dispatchEvent(new Event("close"));
  };
});

afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

describe("the page of alarms", () => {
  it("shows the only open alarm at once, with the keyboard on Acknowledge", async () => {
    const server = new Server();
    server.answers.set("duress/incidents", openOnes(raised()));
    server.answers.set("duress/incident", allAbout(raised()));
    const page = await opened(consoleOf(server, HANDLING));
    const text = textOf(page);
    for (const words of ["Duress", "Room 204", "Second floor", "likely (87 %)", "Rosa Hill", "Pendant 17"])
      expect(text).toContain(words);
    expect(text).toContain("heard strongest by 2-East");
    expect(textOf(all(page, "#next")[0] ?? null).trim()).toBe("Acknowledge");
    expect(all(page, "#next")[0]?.matches(":focus")).toBe(true);
  });

  it("asks where it really was once somebody takes care, folded away until it is over, and only who may say so", async () => {
    const rights: readonly Right[] = [...HANDLING, "add_evidence"];
    const areas = Object.fromEntries(
      ["204", "206"].map((number) => [
        `room_${number}`,
        { area_id: `room_${number}`, name: `Room ${number}`, floor_id: null },
      ]),
    );
    const open = async (server: Server, incident: Incident, may = rights): Promise<Page> => {
      server.answers.set("duress/incidents", openOnes(incident));
      server.answers.set("duress/incident", allAbout(incident));
      return opened(consoleOf(server, may, { areas }));
    };
    const evidence = (page: Page): HTMLDetailsElement | undefined =>
      all(page, "duress-incident-evidence")[0]?.shadowRoot?.querySelector("details") ?? undefined;
    expect(evidence(await open(new Server(), raised()))).toBeUndefined();
    expect(evidence(await open(new Server(), raised({ state: "acknowledged" }), HANDLING))).toBeUndefined();
    expect(evidence(await open(new Server(), raised({ state: "acknowledged" })))?.open).toBe(false);

    const server = new Server();
    server.answers.set("add_evidence", { press_id: "P1", room: "Room 206" });
    const page = await open(server, raised({ state: "resolved" }));
    expect(evidence(page)?.open).toBe(true);
    const choice = all(page, "duress-choice")[0];
    choice?.dispatchEvent(new CustomEvent("chosen", { detail: { value: "room_206", created: undefined } }));
    await settled(page);
    button(page, "Note this room")?.click();
    for (let turn = 0; turn < 3; turn++) await settled(page);
    expect(server.done).toEqual([
      { action: "add_evidence", data: { site: "S1", incident_id: "I1", press_id: "P1", room: "room_206" } },
    ]);
    expect(textOf(evidence(page) ?? null)).toContain("Noted: Room 206.");
  });

  it("acknowledges with the key A, but not while somebody types or holds another key", async () => {
    const server = new Server();
    server.answers.set("duress/incidents", openOnes(raised()));
    const page = await opened(consoleOf(server, HANDLING));
    const field = all(page, "textarea")[0];
    if (field) press("a", field);
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", ctrlKey: true, bubbles: true }));
    expect(server.done).toEqual([]);
    press("a");
    await settled(page);
    expect(server.done).toEqual([{ action: "acknowledge", data: { incident_id: "I1" } }]);
  });

  it("takes no second step with a double tap", async () => {
    const server = new Server();
    server.answers.set("duress/incidents", openOnes(raised()));
    const page = await opened(consoleOf(server, HANDLING));
    button(page, "Acknowledge")?.click();
    await settled(page);
    const taken = raised({ state: "acknowledged", attended: true, steps: [step("incident_acknowledged", "Alex")] });
    server.tell("duress/incidents", openOnes(taken));
    for (let turn = 0; turn < 3; turn++) await settled(page);
    button(page, "I am on my way")?.click();
    await settled(page);
    expect(server.done.map((one) => one.action)).toEqual(["acknowledge"]);
    vi.spyOn(performance, "now").mockReturnValue(performance.now() + 1000);
    button(page, "I am on my way")?.click();
    await settled(page);
    expect(server.done.map((one) => one.action)).toEqual(["acknowledge", "respond"]);
  });

  it("asks why before it ends an alarm and shows why it was refused", async () => {
    const server = new Server();
    const mine = raised({ state: "on_scene", attended: true, steps: [step("incident_on_scene", "Alex")] });
    server.answers.set("duress/incidents", openOnes(mine));
    server.refusals.set("clear", "Somebody else must say that the danger is over.");
    const page = await opened(consoleOf(server, HANDLING));
    button(page, "Danger is over …")?.click();
    for (let turn = 0; turn < 3; turn++) await settled(page);
    button(page, "Checked the room, everybody is safe")?.click();
    all(page, "duress-reason-dialog")[0]
      ?.shadowRoot?.querySelector("form")
      ?.dispatchEvent(new Event("submit", { cancelable: true }));
    for (let turn = 0; turn < 3; turn++) await settled(page);
    expect(server.done).toEqual([
      { action: "clear", data: { incident_id: "I1", reason: "Checked the room, everybody is safe" } },
    ]);
    expect(all(page, "form .error").map(textOf)).toEqual(["Somebody else must say that the danger is over."]);
  });

  it("shows a viewer neither names nor what they may not do", async () => {
    const server = new Server();
    server.answers.set("duress/incidents", openOnes(raised({ notes: null })));
    server.answers.set("duress/incident", { ...allAbout(raised()), names: null, deliveries: null, timeline: null });
    const page = await opened(consoleOf(server, ["see", "raise_incidents"]));
    expect(textOf(page)).not.toContain("Hill");
    expect(buttons(page).filter((one) => one !== "Close" && one !== "")).toEqual(["Tell more people now"]);
  });

  it("marks a drill and what may be old, and warns of an old place", async () => {
    const server = new Server();
    const at = Date.now() / 1000 - 45;
    const moved = raised({
      mode: "drill",
      presses: 2,
      raised_at: at,
      located_at: at,
      original_place: place({ room: "Room 101" }),
    });
    const drill = { rehearsal_id: "R1", kind: "drill", until: at + 900 } as const;
    server.answers.set("duress/incidents", { ...openOnes(moved), rehearsals: [drill] });
    const page = await opened(consoleOf(server, HANDLING, { connected: false }));
    const text = textOf(page);
    for (const words of ["DRILL: this is not a real alarm", "OLD:", "they may have moved", "First pressed in Room 101"])
      expect(text).toContain(words);
    button(page, "This is real …")?.click();
    await settled(page);
    button(page, "Yes, it is real")?.click();
    await settled(page);
    expect(server.done).toEqual([{ action: "this_is_real", data: { site: "S1", rehearsal_id: "R1" } }]);
    server.tell("duress/incidents", openOnes(moved, raised({ incident_id: "I2" })));
    await settled(page);
    expect(location.pathname).toBe("/duress/incident/I2");
  });

  it("lists several, keeps the one that is read when another comes, and shows closed ones", async () => {
    const server = new Server();
    server.answers.set("duress/closed_incidents", { incidents: [] });
    server.answers.set("duress/incidents", openOnes(raised(), raised({ incident_id: "I2" })));
    const list = await opened(consoleOf(server, HANDLING));
    expect(all(list, "a.row").map((one) => one.getAttribute("href"))).toEqual([
      "/duress/incident/I1",
      "/duress/incident/I2",
    ]);
    expect(textOf(list)).toContain("No alarm was closed in the last 24 hours");
    document.body.replaceChildren();

    server.answers.set("duress/incidents", openOnes(raised()));
    const page = await opened(consoleOf(server, HANDLING));
    server.tell("duress/incidents", openOnes(raised(), raised({ incident_id: "I2" })));
    for (let turn = 0; turn < 3; turn++) await settled(page);
    expect(all(page, "h1").map(textOf)).toEqual(["Duress"]);
    expect(textOf(page)).toContain("1 other alarm is open");
    expect(textOf(all(page, "a.real")[0] ?? null)).toMatch(/Another alarm: Duress, Room 204, .* not acknowledged Show/);
    expect(all(page, "a.real")[0]?.getAttribute("href")).toBe("/duress/incident/I2");
  });

  it("keeps what people do and write, and what was refused stays to be mended", async () => {
    const server = new Server();
    const checklist = [
      { step: 1, text: "Call 911", at: 1000, by: "Alex" },
      { step: 2, text: "Lock the gate", at: null, by: null },
    ];
    server.answers.set("duress/incidents", openOnes(raised({ checklist })));
    server.refusals.set("add_note", "A note names nobody on the roster.");
    const page = await opened(consoleOf(server, HANDLING));
    const boxes = all(page, "input[type=checkbox]") as HTMLInputElement[];
    expect(boxes.map((box) => [box.checked, box.disabled])).toEqual([
      [true, true],
      [false, false],
    ]);
    boxes[1]?.click();
    const [field] = all(page, "textarea") as HTMLTextAreaElement[];
    if (field) field.value = "Hill is safe";
    field?.closest("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
    for (let turn = 0; turn < 3; turn++) await settled(page);
    expect(server.done).toEqual([
      { action: "check_step", data: { incident_id: "I1", step: 2 } },
      { action: "add_note", data: { incident_id: "I1", text: "Hill is safe" } },
    ]);
    expect([field?.value, textOf(page).includes("names nobody on the roster")]).toEqual(["Hill is safe", true]);
  });

  it("shows exactly what was sent", async () => {
    const server = new Server();
    server.answers.set("duress/incidents", openOnes(raised()));
    server.answers.set("duress/incident", allAbout(raised(), { deliveries: [delivery()] }));
    const sent = { ...delivery(), content_type: "application/json", body: '{"id":"I1"}' };
    server.answers.set("duress/deliveries", { deliveries: [sent], redacted: true });
    const page = await opened(consoleOf(server, HANDLING));
    expect(textOf(page)).toContain("District desk: delivered after 60 ms");
    button(page, "Show exactly what was sent")?.click();
    for (let turn = 0; turn < 3; turn++) await settled(page);
    expect(all(page, "pre").map(textOf)).toEqual(['{"id":"I1"}']);
  });
});

describe("the strip of every page", () => {
  it("is there while something is open, says so once, and takes the keyboard of whoever does nothing", async () => {
    const server = new Server();
    server.answers.set("duress/incidents", openOnes());
    const strip = await shown<Strip>("duress-incident-strip", consoleOf(server), { page: "map" });
    expect(textOf(strip).trim()).toBe("");
    server.tell("duress/incidents", openOnes(raised()));
    await settled(strip);
    const [link] = all(strip, "a");
    expect(textOf(link ?? null)).toMatch(/1 open alarm: Duress, Room 204, 0:0\d, not acknowledged Show/);
    expect(link?.getAttribute("href")).toBe("/duress/incident/I1");
    expect(link?.matches(":focus")).toBe(true);
    strip.page = "incident";
    await settled(strip);
    expect(all(strip, "a")).toEqual([]);
    server.tell("duress/incidents", openOnes(raised(), raised({ incident_id: "I2", kind: "medical" })));
    await settled(strip);
    expect(textOf(all(strip, "[role=alert]")[0] ?? null)).toContain("Medical, Room 204");
  });
});
