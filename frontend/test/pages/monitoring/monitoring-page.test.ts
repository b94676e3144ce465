/** Monitoring: how each way stands, a test with its answer, what was sent, and sending again what was given up. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Delivery } from "../../../src/data/deliveries";
import type { Endpoint } from "../../../src/data/endpoints";
import type { Right } from "../../../src/data/sites";
import "../../../src/pages/monitoring/monitoring-page";
import { consoleOf, Server, settled, shown, textOf } from "../../school";

type Page = HTMLElementTagNameMap["duress-monitoring-page"];

const NOW = 1_795_526_400;
const ALL: readonly Right[] = ["see", "read_history", "prove_paths", "forward_incidents"];

function endpoint(more: Partial<Endpoint> = {}): Endpoint {
  return {
    endpoint_id: "E1",
    device_id: "D1",
    name: "District desk",
    type: "webhook",
    host: "desk.example",
    every: 60,
    stands_in_for: null,
    relieved: false,
    state: "proven",
    last_proven: NOW - 40,
    answer: "HTTP 200 OK",
    what_to_do: null,
    failures: 0,
    waiting: 0,
    oldest_waiting: null,
    last_took: 0.06,
    last_delivered: NOW - 40,
    dead_letters: 0,
    last_test: null,
    latency: null,
    ...more,
  };
}

function delivery(delivery_id: number, more: Partial<Delivery> = {}): Delivery {
  return {
    delivery_id,
    endpoint_id: "E1",
    endpoint: "District desk",
    path: "primary",
    released_because: null,
    released_at: null,
    sequence: 7,
    event_id: "V1",
    incident_id: null,
    kind: "incident_raised",
    at: NOW - 100,
    state: "delivered",
    answer: "HTTP 200 OK",
    next_attempt: null,
    times: {},
    tries: 1,
    left_out: [],
    attempts: [
      { number: 1, posted_at: NOW - 100, outcome: "delivered", status: 200, answer: "HTTP 200 OK", milliseconds: 48.1 },
    ],
    milliseconds: { committed: 9.8, posted: 12, confirmed: 60.1, desk_accepted: 6900 },
    content_type: "application/json",
    body: '{"n":1}',
    receipts: [{ answer: "dispatched", at: NOW - 90, by: "Operator 7", note: "two units" }],
    ...more,
  };
}

function page(deliveries: readonly Delivery[], before: number | null = null, redacted = false): object {
  return { deliveries, before, redacted };
}

/** Every element below an element, through the shadow roots. */
function all(root: Element): Element[] {
  const here = [...(root.shadowRoot?.querySelectorAll("*") ?? [])];
  return here.flatMap((element) => [element, ...all(element)]);
}

function inside(root: Element, selector: string): Element {
  const found = all(root).find((element) => element.matches(selector));
  if (found === undefined) throw new Error(`there is no ${selector}`);
  return found;
}

function open(page: Page): void {
  const details = inside(page, "details") as HTMLDetailsElement;
  details.open = true;
  details.dispatchEvent(new Event("toggle"));
}

function button(root: Element, words: string): HTMLButtonElement {
  const found = all(root).find((one) => one instanceof HTMLButtonElement && textOf(one).includes(words));
  if (!(found instanceof HTMLButtonElement)) throw new Error(`there is no button "${words}"`);
  return found;
}

/** The first button of the dialog, which does what it asks about. */
function agree(page: Page): void {
  inside(page, "duress-dialog").querySelector("button")?.click();
}

async function opened(server: Server, rights: readonly Right[] = ALL): Promise<Page> {
  const element = await shown<Page>("duress-monitoring-page", consoleOf(server, rights));
  await calm(element);
  return element;
}

async function calm(element: Page): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await settled(element);
}

describe("the page Monitoring", () => {
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
    server.it.answers.set("duress/endpoints", { endpoints: [endpoint()], is_demo: false });
    server.it.answers.set("duress/deliveries", page([delivery(2), delivery(1)]));
  });

  afterEach(() => {
    document.body.replaceChildren();
    vi.useRealTimers();
  });

  it("says who confirmed when, in a word and not only in a colour", async () => {
    const text = textOf(await opened(server.it));
    expect(text).toContain("The path to monitoring is proven.");
    expect(text).toMatch(/✓\s+Proven/);
    expect(text).toContain("District desk confirmed our last message 40 seconds ago.");
    expect(text).toContain("Webhook · desk.example");
    expect(server.it.asked.find(({ type }) => type === "duress/endpoints")).toMatchObject({ language: "en" });
  });

  it("says what to do about a lost way, and that nobody may be told", async () => {
    const lost = endpoint({
      state: "lost",
      answer: "HTTP 413 Content Too Large",
      what_to_do: "Ask them to allow 64 KB.",
      waiting: 3,
      oldest_waiting: NOW - 500,
      latency: { alarms: 12, since: NOW - 9e6, median: 0.061, p95: 0.24, worst: 2 },
    });
    server.it.answers.set("duress/endpoints", { endpoints: [lost], is_demo: false });
    const text = textOf(await opened(server.it));
    expect(text).toContain("an alarm may reach nobody outside the school");
    expect(text).toContain("It answered: HTTP 413 Content Too Large");
    expect(text).toContain("What to do: Ask them to allow 64 KB.");
    expect(text).toContain("3 messages wait");
    expect(text).toContain("half were confirmed within 61 ms, 19 of 20 within 240 ms");
  });

  it("sends a test and shows the answer, good or bad, and what was sent", async () => {
    const answer = {
      delivered: true, outcome: "delivered", answer: "HTTP 200 OK", milliseconds: 20.4, what_to_do: null,
      content_type: "application/json", body: '{"mode":"test"}', redacted: false,
    }; // prettier-ignore
    server.it.answers.set("send_test", { tests: [answer] });
    const element = await opened(server.it);
    button(element, "Send a test").click();
    await calm(element);
    expect(server.it.done).toEqual([{ action: "send_test", data: { endpoints: ["D1"] } }]);
    expect(textOf(element)).toMatch(/TEST\s+District desk confirmed the test after 20 ms/);
    expect(textOf(element)).toContain('{"mode":"test"}');

    const bad = { ...answer, delivered: false, outcome: "retry", answer: "no answer", what_to_do: "Call them." };
    server.it.answers.set("send_test", { tests: [bad] });
    button(element, "Send a test").click();
    await calm(element);
    expect(textOf(element)).toContain("did not confirm the test: no answer");
    expect(textOf(element)).toContain("What to do: Call them.");
    server.it.refusals.set("send_test", "Your role may not.");
    button(element, "Send a test").click();
    await calm(element);
    expect(textOf(element)).toContain("Your role may not.");
  });

  it("shows the last test with what people answered, also of an earlier run, until there is a newer one", async () => {
    const before = {
      at: NOW - 7200, delivered: false, outcome: "accepted", status: 202, answer: "HTTP 202", milliseconds: 31.2,
      what_to_do: null, content_type: "application/json", body: '{"n":1}', redacted: false,
      receipts: [{ answer: "accepted", at: NOW - 7100, by: "Operator 7", note: null }],
    }; // prettier-ignore
    server.it.answers.set("duress/endpoints", { endpoints: [endpoint({ last_test: before })], is_demo: false });
    const element = await opened(server.it);
    expect(textOf(element)).toContain("Last test,");
    expect(textOf(element)).toContain("but nobody has confirmed it: HTTP 202");
    expect(textOf(element)).toMatch(/somebody took it over\s+\(Operator 7\)/);
    const answer = {
      delivered: true, outcome: "delivered", status: 200, answer: "HTTP 200 OK", milliseconds: 20.4, what_to_do: null,
      content_type: "application/json", body: '{"n":2}', redacted: false,
    }; // prettier-ignore
    server.it.answers.set("send_test", { tests: [answer] });
    button(element, "Send a test").click();
    await calm(element);
    expect(textOf(element)).toContain("confirmed the test after 20 ms");
    expect(textOf(element)).not.toContain("Operator 7");
  });

  it("tells who may not read the history only how the last test went", async () => {
    const test = {
      at: NOW - 7200, delivered: false, outcome: "retry", status: null, answer: null, milliseconds: 31.2,
      what_to_do: "Call them.", content_type: null, body: null, redacted: true, receipts: [],
    }; // prettier-ignore
    server.it.answers.set("duress/endpoints", { endpoints: [endpoint({ last_test: test })], is_demo: false });
    const element = await opened(server.it, ["see"]);
    expect(textOf(element)).toContain("District desk did not confirm the test.");
    expect(all(element).some((one) => one.matches("duress-sent-body"))).toBe(false);
  });

  it("shows each message with attempts, steps, exact body and what the desk said", async () => {
    const element = await opened(server.it);
    open(element);
    await calm(element);
    const text = textOf(element);
    expect(text).toContain("Alarm");
    expect(text).toContain("confirmed, 48 ms – HTTP 200 OK");
    expect(text).toMatch(/Stored\s+9\.8 ms/);
    expect(text).toMatch(/Answered by a person at the desk\s+6\.9 s/);
    expect(text).toContain("help is on its way (Operator 7: two units)");
    expect(inside(element, "pre").textContent).toBe('{"n":1}');
    (inside(element, 'input[type="checkbox"]') as HTMLInputElement).click();
    await calm(element);
    expect(inside(element, "pre").textContent).toBe('{\n  "n": 1\n}');
  });

  it("says how often and since when a message was tried that is tried for days", async () => {
    const left_out = [{ outcome: "retry", times: 1876, since: NOW - 90_000, until: NOW - 500 }];
    server.it.answers.set("duress/deliveries", page([delivery(1, { state: "sent", tries: 1896, left_out })]));
    const element = await opened(server.it);
    open(element);
    await calm(element);
    expect(textOf(element)).toMatch(/1,876 more between them, from .+ to .+: failed/);
  });

  it("says what a role may not read", async () => {
    server.it.answers.set("duress/deliveries", page([delivery(1, { body: null })], null, true));
    const element = await opened(server.it);
    open(element);
    await calm(element);
    expect(textOf(element)).toContain("Your role may not read this message");

    document.body.replaceChildren();
    const viewer = await opened(server.it, ["see"]);
    expect(textOf(viewer)).toContain("shown to responders, the office");
    expect(() => inside(viewer, "duress-delivery-row")).toThrow();
    expect(() => button(viewer, "Send a test")).toThrow();
  });

  it("asks for the newest messages whenever an endpoint says something new, and keeps older pages", async () => {
    server.it.answers.set("duress/deliveries", page([delivery(3)], 3));
    const element = await opened(server.it);
    server.it.answers.set("duress/deliveries", page([delivery(2), delivery(1)]));
    button(element, "Show older ones").click();
    await calm(element);
    expect(server.it.asked.at(-1)).toMatchObject({ before: 3, only: "all" });
    server.it.answers.set("duress/deliveries", page([delivery(4), delivery(3)], 3));
    server.it.tell("duress/endpoints", { endpoints: [endpoint({ waiting: 1 })], is_demo: false });
    await calm(element);
    const rows = inside(element, "ul").querySelectorAll("duress-delivery-row");
    expect([...rows].map((row) => row.delivery.delivery_id)).toEqual([4, 3, 2, 1]);
    expect(() => button(element, "Show older ones")).toThrow();
  });

  it("filters by endpoint and by what waits or was given up", async () => {
    const element = await opened(server.it);
    const [which, only] = inside(element, ".filters").querySelectorAll("select");
    if (which === undefined || only === undefined) throw new Error("there are no filters");
    server.it.answers.set("duress/deliveries", page([]));
    which.value = "E1";
    which.dispatchEvent(new Event("change"));
    await calm(element);
    only.value = "waiting";
    only.dispatchEvent(new Event("change"));
    await calm(element);
    expect(server.it.asked.at(-1)).toMatchObject({ endpoint_id: "E1", only: "waiting" });
    expect(textOf(element)).toContain("Nothing waits: all of it is confirmed.");
  });

  it("sends one or all dead letters again, after asking", async () => {
    const dead = [delivery(9, { state: "dead_letter" })];
    server.it.answers.set("duress/endpoints", { endpoints: [endpoint({ dead_letters: 2 })], is_demo: false });
    server.it.answers.set("duress/deliveries", page(dead));
    server.it.answers.set("replay_deliveries", { replayed: [{ endpoint: "District desk", messages: 2 }] });
    const element = await opened(server.it);
    expect(textOf(element)).toContain("2 messages were given up.");
    button(element, "Send all again").click();
    await calm(element);
    expect(server.it.done).toEqual([]);
    expect(inside(element, "duress-dialog").textContent).toContain(
      "2 messages go to District desk under their old identifiers",
    );
    agree(element);
    await calm(element);
    expect(server.it.done).toEqual([{ action: "replay_deliveries", data: { endpoints: ["D1"] } }]);
    expect(textOf(element)).toContain("2 messages are on their way again.");

    button(element, "Show them").click();
    await calm(element);
    expect(server.it.asked.at(-1)).toMatchObject({ endpoint_id: "E1", only: "dead_letters" });
    open(element);
    await calm(element);
    button(inside(element, "duress-delivery-row"), "Send again").click();
    await calm(element);
    agree(element);
    await calm(element);
    expect(server.it.done.at(-1)).toEqual({
      action: "replay_deliveries",
      data: { endpoints: ["D1"], delivery_id: 9 },
    });
  });
});
