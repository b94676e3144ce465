/** The page First run: as far as facts are, with the way on for those who may. */
import { afterEach, describe, expect, it } from "vitest";
import type { Check, ProgressMessage, Step, StepName } from "../../../src/data/progress";
import type { Right } from "../../../src/data/sites";
import "../../../src/pages/start/start-page";
import { consoleOf, Server, settled, shown, textOf } from "../../school";

type Page = HTMLElementTagNameMap["duress-start-page"];

const WHO = ["technician", "administrator"];
const NAMES: readonly StepName[] = ["connect", "rooms", "pendants", "people", "walk", "monitoring", "live"];
const CHECKS: Readonly<Record<StepName, Check["check"]>> = {
  connect: "receivers",
  rooms: "floors",
  pendants: "heard",
  people: "holders",
  walk: "walked",
  monitoring: "ways",
  live: "drill",
};

function progress(done: number, more: Partial<ProgressMessage> = {}): ProgressMessage {
  const steps = NAMES.map((step, index): Step => {
    const met = index < done;
    const check: Check = { check: CHECKS[step], met, done: met ? 2 : 1, of: 2, left: met ? [] : ["Pendant 7"] };
    return { step, state: met ? "done" : "begun", who: WHO, checks: [check] };
  });
  return { role: "office", steps, done, of: 7, current: NAMES[done] ?? null, loose: [], live: null, ...more };
}

async function page(server: Server, said: ProgressMessage, rights: readonly Right[], admin: boolean): Promise<Page> {
  server.answers.set("duress/progress", said);
  const user = { id: "1", name: "Alex", is_admin: admin, is_owner: false };
  const found = await shown<Page>("duress-start-page", consoleOf(server, rights, { user }));
  await settled(found);
  return found;
}

function steps(found: Page): HTMLElementTagNameMap["duress-guide-step"][] {
  return [...(found.shadowRoot?.querySelectorAll("duress-guide-step") ?? [])];
}

function opened(found: Page): StepName[] {
  return steps(found)
    .filter((one) => one.shadowRoot?.querySelector("details")?.open)
    .map((one) => one.step.step);
}

describe("the page First run", () => {
  // The browser of these tests has no dialogs of its own.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
    this.dispatchEvent(new Event("close"));
  };

  afterEach(() => document.body.replaceChildren());

  it("opens the step where it stopped, with what is missing and how to go on", async () => {
    const found = await page(new Server(), progress(4), ["see", "survey"], true);
    expect(textOf(found)).toContain("4 of 7 steps done");
    expect(opened(found)).toEqual(["walk"]);
    const walk = steps(found)[4];
    expect(textOf(walk?.shadowRoot ?? null)).toContain("Rooms walked: 1 of 2");
    expect(textOf(walk?.shadowRoot ?? null)).toContain("Missing: Pendant 7");
    expect(walk?.shadowRoot?.querySelector("a")?.getAttribute("href")).toBe("/duress/walk");
  });

  it("follows the facts: a step that is done is said, and the next one opens", async () => {
    const server = new Server();
    const found = await page(server, progress(2), ["see"], true);
    server.tell("duress/progress", progress(3));
    await settled(found);
    await settled(found);
    expect(opened(found)).toContain("people");
    expect(textOf(found)).toContain("The step Pendants and buttons is done.");
  });

  it("leads into Home Assistant only those who may go there, and tells the others whom to ask", async () => {
    const rights: readonly Right[] = ["see", "install"];
    const admin = await page(new Server(), progress(0), rights, true);
    expect(steps(admin)[0]?.shadowRoot?.querySelector("a")?.getAttribute("href")).toContain("/config/integrations");
    document.body.replaceChildren();
    const other = await page(new Server(), progress(0), ["see"], false);
    const connect = steps(other)[0]?.shadowRoot ?? null;
    expect(connect?.querySelector("a")).toBeNull();
    expect(textOf(connect)).toContain("technician and administrator");
    expect(textOf(connect)).toContain("only its administrators may");
  });

  it("lets a person say that the school is live, with a reason while something is open", async () => {
    const server = new Server();
    const found = await page(server, progress(6), ["see", "install"], true);
    const list = found.shadowRoot?.querySelector("duress-go-live");
    expect(textOf(list ?? null)).toContain("1 point is open.");
    list?.shadowRoot?.querySelector<HTMLButtonElement>("p > button")?.click();
    await settled(found);
    const form = list?.shadowRoot?.querySelector("form");
    const reason = form?.querySelector("input");
    expect(reason?.required).toBe(true);
    if (reason) reason.value = "the drill is on Monday";
    form?.dispatchEvent(new Event("submit", { cancelable: true }));
    await settled(found);
    const data = { site: "S1", live: true, reason: "the drill is on Monday" };
    expect(server.done).toEqual([{ action: "go_live", data }]);
  });

  it("says who said so and when, and offers nothing to those who may not", async () => {
    const live = { at: 1795526400, by: "Alex", reason: "the drill is on Monday", open: ["drill"] } as const;
    const found = await page(new Server(), progress(6, { live }), ["see"], false);
    const list = found.shadowRoot?.querySelector("duress-go-live");
    expect(textOf(list ?? null)).toContain("Alex said that the school is live");
    expect(textOf(list ?? null)).toContain("1 point was open then.");
    expect(list?.shadowRoot?.querySelector("button")).toBeNull();
  });
});
