/** A walker with a phone: room after room, whatever becomes of the press. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Walk } from "../../../src/data/survey";
import "../../../src/pages/walk/walk-page";
import { consoleOf, Server, settled, shown, textOf } from "../../school";
import { answer, room, ROOMS, survey, walk } from "./walking";

type Rooms = HTMLElementTagNameMap["duress-walk-rooms"];

describe("a walk", () => {
  let server: Server;

  async function opened(first: Walk): Promise<Rooms> {
    server.answers.set("duress/survey", survey([first]));
    const console = consoleOf(server, ["see", "survey"]);
    return shown<Rooms>("duress-walk-rooms", console, { walkId: "W1" });
  }

  async function told(rooms: Rooms, next: Walk): Promise<void> {
    server.tell("duress/survey", survey([next]));
    await settled(rooms);
    await rooms.shadowRoot?.querySelector("duress-walk-press")?.updateComplete;
  }

  function button(root: Element, text: string): HTMLButtonElement {
    const parts = [root, ...(root.shadowRoot?.querySelectorAll("*") ?? [])];
    const buttons = parts.flatMap((part) => [...(part.shadowRoot?.querySelectorAll("button") ?? [])]);
    const found = buttons.find((one) => textOf(one).includes(text));
    if (found === undefined) throw new Error(`there is no button ${text}`);
    return found;
  }

  async function click(rooms: Rooms, text: string): Promise<void> {
    button(rooms, text).click();
    await settled(rooms);
  }

  beforeEach(() => {
    server = new Server();
  });
  afterEach(() => {
    document.body.replaceChildren();
    vi.useRealTimers();
  });

  it("shows what a press showed while it is still coming in, in words and with a shape", async () => {
    const rooms = await opened(walk());
    expect(textOf(rooms)).toContain("12 of 40 rooms");
    expect(textOf(rooms.shadowRoot?.querySelector("h1") ?? null)).toBe("Room 204");
    expect(textOf(rooms)).toContain("Press 1 of 3: at the door");
    await told(rooms, walk({ hearing: [answer({ verdict: "weak", hearers: 1, margin: 9, pendant: "Pendant 7" })] }));
    expect(textOf(rooms)).toContain("Weak");
    expect(textOf(rooms)).toContain("Heard by 1");
    expect(textOf(rooms)).toContain("Still coming in");
    expect(textOf(rooms)).toContain("Only one receiver or repeater heard it");
    await told(rooms, walk({ last: answer(), rooms: [room(0, { presses: 1, verdict: "pass" }), room(1)] }));
    expect(textOf(rooms)).toContain("Pass Heard by 5, aim for 5 Best margin 31 dB");
    expect(textOf(rooms)).not.toContain("Still coming in");
    expect(textOf(rooms)).toContain("Press 2 of 3: in the middle");
  });

  it("goes to the next room, and its name has the focus", async () => {
    const done = room(0, { presses: 3, done: true, verdict: "pass" });
    const rooms = await opened(walk({ next: ROOMS[1], rooms: [done, room(1)], last: answer() }));
    await click(rooms, "Next: Gym");
    expect(server.done).toEqual([
      { action: "survey_room", data: { site: "S1", walk_id: "W1", room: "gym", redo: false, language: "en" } },
    ]);
    await told(rooms, walk({ room: ROOMS[1], next: ROOMS[1], rooms: [done, room(1)], last: answer() }));
    const heading = rooms.shadowRoot?.activeElement;
    expect(textOf(heading ?? null)).toBe("Gym");
    expect(textOf(rooms)).not.toContain("Best margin");
  });

  it("has a press noted of which nothing is heard, and says what to do", async () => {
    const rooms = await opened(walk());
    vi.useFakeTimers();
    button(rooms, "I pressed, but nothing shows").click();
    await vi.advanceTimersByTimeAsync(500);
    expect(textOf(rooms)).toContain("Listening");
    expect(server.done).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.done).toEqual([
      { action: "skip_survey_room", data: { site: "S1", walk_id: "W1", room: "r204", unheard: true } },
    ]);
    vi.useRealTimers();
    await told(
      rooms,
      walk({ unheard: 1, next: ROOMS[1], rooms: [room(0, { unheard: true, verdict: "none" }), room(1)] }),
    );
    expect(textOf(rooms)).toContain("Not heard Noted: a press here was not heard.");
    expect(textOf(rooms)).toContain("needs a repeater near it");
    expect(button(rooms, "Next: Gym").disabled).toBe(false);
  });

  it("notes nothing if the press comes in while it waits", async () => {
    const rooms = await opened(walk());
    vi.useFakeTimers();
    button(rooms, "I pressed, but nothing shows").click();
    await vi.advanceTimersByTimeAsync(2000);
    server.tell("duress/survey", survey([walk({ hearing: [answer()] })]));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(textOf(rooms)).toContain("Pass");
    expect(server.done).toEqual([]);
  });

  it("leaves a room for later, redoes one, and goes to a chosen one", async () => {
    const rooms = await opened(walk({ rooms: [room(0, { presses: 1 }), room(1)] }));
    server.answers.set("skip_survey_room", walk({ next: ROOMS[1] }));
    await click(rooms, "Leave it for later");
    expect(server.done.map((one) => one.action)).toEqual(["skip_survey_room", "survey_room"]);
    await click(rooms, "Do this room again");
    expect(server.done.at(-1)?.data).toMatchObject({ room: "r204", redo: true });
    await click(rooms, "Choose another room");
    expect(textOf(rooms)).toContain("you are here");
    await click(rooms, "Gym");
    expect(server.done.at(-1)?.data).toMatchObject({ room: "gym", redo: false });
    expect(textOf(rooms)).not.toContain("Where are you?");
  });

  it("pauses, and goes on with the same or another pendant", async () => {
    const rooms = await opened(walk());
    await click(rooms, "Pause");
    expect(server.done.at(-1)?.action).toBe("pause_survey");
    await told(rooms, walk({ state: "paused", room: null, until: null, rehearsal_id: null }));
    expect(textOf(rooms)).toContain("Pendant 7: a press is a real alarm now.");
    await click(rooms, "Go on with the walk");
    expect(server.done.at(-1)).toEqual({
      action: "resume_survey",
      data: { site: "S1", walk_id: "W1", language: "en" },
    });
    server.answers.set("duress/roster", {
      devices: [
        { device_id: "D8", label: "Pendant 8", serial: 8, role: "pendant", life: "in_stock" },
        { device_id: "D9", label: "Repeater 1", serial: 9, role: "repeater", life: "assigned" },
        { device_id: "D10", label: "Pendant 10", serial: 10, role: "pendant", life: "lost" },
      ],
    });
    await click(rooms, "Go on with another pendant");
    await settled(rooms);
    const picker = rooms.shadowRoot?.querySelector("duress-pendant-picker");
    const boxes = [...(picker?.shadowRoot?.querySelectorAll<HTMLInputElement>("[type=checkbox]") ?? [])];
    expect(boxes).toHaveLength(1);
    boxes[0]?.click();
    await settled(rooms);
    await click(rooms, "Go on with the chosen");
    expect(server.done.at(-1)?.data).toMatchObject({ device_id: ["D8"] });
  });

  it("says at once that presses are real, and when the walk is about to pause", async () => {
    const soon = new Date(Date.now() + 200_000).toISOString();
    const rooms = await opened(walk({ real: true, until: soon }));
    expect(textOf(rooms)).toContain("A real alarm is active.");
    expect(textOf(rooms)).toContain("In 3 minutes the walk pauses by itself");
    await click(rooms, "I am still walking");
    expect(server.done.at(-1)?.data).toMatchObject({ room: "r204" });
    server.refusals.set("pause_survey", "The ledger cannot store.");
    await click(rooms, "Pause");
    expect(textOf(rooms)).toContain("The ledger cannot store.");
  });

  it("makes a call for help of the last press when the walker asks for it", async () => {
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
    };
    const rooms = await opened(walk());
    await click(rooms, "I need help");
    await click(rooms, "Yes, call for help");
    expect(server.done).toEqual([{ action: "this_is_real", data: { site: "S1", rehearsal_id: "T1" } }]);
  });

  it("sums up what is left, ends, and says so", async () => {
    const rest = { presses: 3, checks: 0, age_days: 0, failed_at: null, paths: 1, margin: 20, listeners: [] };
    const blind = (at: 0 | 1, why: readonly string[]): object => ({ ...ROOMS[at], ...rest, proven_at: 1, blind: why });
    server.answers.set("duress/coverage", {
      sentence: "",
      days: 180,
      blind_spots: 1,
      rooms: [blind(0, ["single_path", "weak"]), blind(1, [])],
    });
    const done = room(0, { presses: 3, done: true, verdict: "weak" });
    const rooms = await opened(walk({ rooms: [done, room(1, { unheard: true, verdict: "none" })], next: null }));
    await click(rooms, "Finish");
    await settled(rooms);
    expect(textOf(rooms)).toContain("1 room is weak");
    expect(textOf(rooms)).toContain("1 room was not heard");
    expect(textOf(rooms)).toContain("Single path (1) Room 204, Second floor");
    await click(rooms, "End the walk");
    expect(server.done.at(-1)?.action).toBe("end_survey");
    server.tell("duress/survey", survey([]));
    await settled(rooms);
    await rooms.shadowRoot?.querySelector("duress-walk-done")?.updateComplete;
    expect(textOf(rooms)).toContain("The walk has ended");
    expect(textOf(rooms)).toContain("Accuracy report");
  });
});
