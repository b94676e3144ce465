/** What the pages about incidents say. */
import { describe, expect, it } from "vitest";
import { byUrgency, timeAt } from "../../../src/data/incidents";
import type { Happening } from "../../../src/data/incidents";
import { newsOf } from "../../../src/pages/incident/news";
import { nextSteps } from "../../../src/pages/incident/next-steps";
import { byEndpoint, happeningOf, toldOf } from "../../../src/pages/incident/telling";
import { floorOf, respondersOf, standingOf, suretyOf, whereOf } from "../../../src/pages/incident/words";
import { consoleOf, Server } from "../../school";
import { delivery, openOnes, place, raised, step } from "./incidents";

const console = consoleOf(new Server());

describe("a place in words", () => {
  it("is a room with how sure that is, or only near one, or a floor, or the school", () => {
    expect(whereOf(console, place())).toBe("Room 204");
    expect(suretyOf(console, place())).toBe("likely (87 %), by the survey");
    const near = place({ word: "near", method: "one_receiver", floors: ["First", "Second"], floor_word: "probably" });
    expect(whereOf(console, near)).toBe("Near Room 204");
    expect(floorOf(console, near)).toBe("First or Second");
    expect(whereOf(console, place({ room: null }))).toBe("Second floor");
    expect(whereOf(console, place({ room: null, floor: null }))).toBe("Somewhere at the school");
  });
});

describe("how an alarm stands", () => {
  it("says what happens by itself while nobody takes care", () => {
    const one = raised();
    expect(standingOf(console, one, one.raised_at + 10)).toBe("Nobody has acknowledged. More people are told in 0:20.");
    const quiet = raised({ escalates_at: null, level: 3 });
    expect(standingOf(console, quiet, 0)).toContain("Escalated 3 times");
  });

  it("names who takes care, once each, with the last they did", () => {
    const steps = [
      step("incident_acknowledged", "Alex"),
      step("incident_responding", "Alex"),
      step("incident_responding", "Kim"),
    ];
    const one = raised({ state: "responding", attended: true, steps });
    expect(respondersOf(console, one).map((who) => [who.name, who.doing])).toEqual([
      ["Alex", "responding"],
      ["Kim", "responding"],
    ]);
    expect(standingOf(console, one, 0)).toBe("Alex and Kim are on the way.");
  });

  it("is told to listeners when it changes, and the clock never is", () => {
    const one = raised();
    expect(newsOf(console, one, { ...one }, null)).toBeUndefined();
    expect(newsOf(console, one, { ...one, place: place({ room: "Room 206" }) }, null)).toBe(
      "The place is now Room 206.",
    );
    const again = { ...one, presses: 2 };
    expect(newsOf(console, one, again, { P1: "Rosa Hill" })).toBe("Pressed again: Rosa Hill, Room 204.");
  });
});

describe("the next step", () => {
  const all = consoleOf(new Server(), [
    "see",
    "raise_incidents",
    "handle_incidents",
    "end_incidents",
    "cancel_incidents",
  ]);

  it("is to acknowledge, to go, to be there, to say it is over, to close", () => {
    const walk = [
      raised(),
      raised({ state: "acknowledged", attended: true, steps: [step("incident_acknowledged", "Alex")] }),
      raised({ state: "responding", attended: true, steps: [step("incident_responding", "Alex")] }),
      raised({ state: "on_scene", attended: true, steps: [step("incident_on_scene", "Alex")] }),
      raised({ state: "resolved", attended: true }),
      raised({ state: "closed", attended: true }),
    ];
    expect(walk.map((one) => nextSteps(all, one).next)).toEqual([
      "acknowledge",
      "respond",
      "arrive",
      "clear",
      "close",
      undefined,
    ]);
  });

  it("is to acknowledge as long as only an automation has, and to have more people told for whoever may only look", () => {
    expect(nextSteps(all, raised({ state: "acknowledged" })).next).toBe("acknowledge");
    const viewer = consoleOf(new Server(), ["see", "raise_incidents"]);
    expect(nextSteps(viewer, raised())).toEqual({ next: undefined, others: ["escalate"] });
  });
});

describe("several alarms", () => {
  it("come real ones first, then those nobody takes care of, the gravest, the oldest", () => {
    const at = 1000;
    const ids = byUrgency([
      raised({ incident_id: "drill", mode: "drill", raised_at: at }),
      raised({ incident_id: "taken", state: "acknowledged", attended: true, raised_at: at }),
      raised({ incident_id: "younger", raised_at: at + 5 }),
      raised({ incident_id: "older", raised_at: at }),
      raised({ incident_id: "medical", kind: "medical", raised_at: at }),
      raised({ incident_id: "over", state: "resolved", raised_at: at }),
    ]).map((one) => one.incident_id);
    expect(ids).toEqual(["older", "younger", "medical", "taken", "drill", "over"]);
  });

  it("are timed by the school's clock where the screen's own is wrong", () => {
    const message = { ...openOnes(), now: 5000 };
    expect([timeAt(message, 4000), timeAt(message, 4010)]).toEqual([5000, 5010]);
    expect(timeAt({ ...openOnes(), now: 5000 }, 4999)).toBe(4999);
  });
});

describe("what was told and what happened", () => {
  it("says how far messages got and what the desk answered", () => {
    const [told] = byEndpoint(console, [
      delivery({ state: "desk_accepted" }),
      delivery({ delivery_id: 2, state: "sent" }),
    ]);
    const answers = [{ endpoint: "District desk", answer: "dispatched", at: 2, by: "Operator 7", note: "two units" }];
    expect(told && toldOf(console, told, answers)).toBe(
      "delivered after 60 ms; 1 more message waits; Operator 7: help is on its way – “two units”",
    );
    const [lost] = byEndpoint(console, [delivery({ state: "dead_letter", milliseconds: {}, answer: "HTTP 410" })]);
    expect(lost && toldOf(console, lost, [])).toBe("not delivered, given up (HTTP 410): call them");
  });

  it("says each thing that happened as a sentence", () => {
    const happening = (type: string, more: Partial<Happening>): string =>
      happeningOf(console, {
        event_id: "V",
        at: 1,
        type,
        by: null,
        by_kind: null,
        reason: null,
        transmitter: null,
        room: null,
        floor: null,
        word: null,
        doubts: [],
        text: null,
        step: null,
        steps: null,
        level: null,
        disposition: null,
        endpoint: null,
        answer: null,
        primary: null,
        because: null,
        ...more,
      });
    expect(happening("incident_raised", { transmitter: "Pendant 17", room: "Room 204", doubts: ["lost"] })).toBe(
      "Pendant 17 pressed: Room 204 (lost device)",
    );
    expect(happening("incident_cleared", { by: "Alex", by_kind: "user", reason: "calm" })).toBe(
      "Alex: danger is over – “calm”",
    );
    expect(happening("incident_escalated", { level: 1 })).toBe("Escalated to level 1: nobody had acknowledged");
    expect(
      happening("incident_backup_told", { endpoint: "County desk", primary: "District desk", because: "failed" }),
    ).toBe("County desk was told as the backup of District desk: it failed twice");
    expect(happening("incident_primary_confirmed", { endpoint: "District desk" })).toBe(
      "District desk confirmed it after all",
    );
    expect(happening("something_new", {})).toBe("something_new");
  });
});
