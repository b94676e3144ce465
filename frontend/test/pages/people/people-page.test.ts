/** The page People and pendants as each role has it in hand. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Pendant, PendantMessage, RosterMessage } from "../../../src/data/roster";
import type { Right } from "../../../src/data/sites";
import "../../../src/pages/people/people-page";
import { consoleOf, Server, settled, shown, textOf } from "../../school";
import { pendant, person, roster } from "./school";

type Page = HTMLElementTagNameMap["duress-people-page"];

const OFFICE: readonly Right[] = ["see", "read_names", "change_lives", "change_people", "maintain", "run_tests"];

/** All elements that fit, whatever part of the page they are in. */
function all(root: Element | ShadowRoot, selector: string): HTMLElement[] {
  const inside = root instanceof Element ? (root.shadowRoot ?? root) : root;
  const found = [...inside.querySelectorAll<HTMLElement>(selector)];
  for (const part of inside.querySelectorAll("*")) if (part.shadowRoot) found.push(...all(part.shadowRoot, selector));
  return found;
}

/** The one element that fits and says something. */
function one(page: Page, selector: string, text = ""): HTMLElement {
  const [found] = all(page, selector).filter((element) => textOf(element).includes(text));
  if (found === undefined) throw new Error(`there is no ${selector} that says ${text}`);
  return found;
}

async function opened(message: RosterMessage, rights: readonly Right[], ...path: string[]): Promise<[Page, Server]> {
  const server = new Server();
  server.answers.set("duress/roster", message);
  const page = await shown<Page>("duress-people-page", consoleOf(server, rights), { path });
  for (let round = 0; round < 4; round += 1) await settled(page);
  return [page, server];
}

async function type(page: Page, field: HTMLElement, text: string): Promise<void> {
  (field as HTMLInputElement).value = text;
  field.dispatchEvent(new Event("input"));
  await settled(page);
}

function key(on: EventTarget, name: string): void {
  on.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, composed: true, cancelable: true }));
}

const ROSA = person("Rosa Hill", { staff_id: "1042" });
const BO = person("Bo Park", { devices: ["Pendant 2"] });
const SCHOOL = roster(
  [
    pendant(1, { life: "in_stock" }),
    pendant(2, { person_id: BO.person_id, holder: BO.name, room: "Room 204" }),
    pendant(3, { troubles: ["missing"], ready: false, silent_since: 1795526400 }),
    pendant(4, { life: "loaned", due: "2026-11-25T16:30:00Z", overdue: true, person_id: "P-X", holder: "Ida Ray" }),
  ],
  [BO, ROSA],
);

describe("the page People and pendants", () => {
  beforeEach(() => {
    // jsdom has neither of them.
    window.matchMedia = (() => ({ matches: true })) as unknown as typeof window.matchMedia;
    HTMLElement.prototype.checkVisibility = () => true;
    HTMLDialogElement.prototype.showModal = function showModal() {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function close() {
      this.open = false;
    };
  });
  afterEach(() => {
    document.body.replaceChildren();
    history.replaceState(null, "", "/duress");
  });

  it("shows a viewer labels and states, and neither names nor anything to press", async () => {
    const bare = SCHOOL.devices.map((row) => ({ ...row, holder: undefined }) as unknown as Pendant);
    const message: RosterMessage = { role: "viewer", site: "Lincoln", names: false, devices: bare, last_import: null };
    const [page] = await opened(message, ["see"]);
    expect(textOf(page)).toContain("Pendant 3");
    expect(textOf(page)).toContain("Missing");
    expect(textOf(page)).not.toMatch(/Holder|Gaps|Select/);
    expect(all(page, "tbody input")).toHaveLength(0);
    expect(all(page, ".top a")).toHaveLength(0);
  });

  it("finds by typing, after a slash from anywhere, and by what is the matter", async () => {
    const [page] = await opened(SCHOOL, OFFICE);
    key(document.body, "/");
    const search = one(page, "input[type=search]");
    await type(page, search, "park 204");
    expect(all(page, "tbody tr").map((row) => textOf(row).includes("Pendant 2"))).toEqual([true]);
    expect(textOf(page)).toContain("1 of 4 shown");
    await type(page, search, "");
    one(page, ".filters button", "Missing").click();
    await settled(page);
    expect(all(page, "tbody tr").map(textOf).join()).toContain("Pendant 3");
    expect(all(page, "tbody tr")).toHaveLength(1);
  });

  it("takes back what is marked, after it said what that does", async () => {
    const [page, server] = await opened(SCHOOL, OFFICE);
    for (const box of all(page, "tbody input").slice(1, 3)) box.click();
    await settled(page);
    expect(textOf(page)).toContain("2 selected");
    one(page, ".bar button", "Take back").click();
    await settled(page);
    expect(server.done).toEqual([]);
    one(page, "duress-dialog form button", "Take back").click();
    await settled(page);
    expect(server.done).toEqual([{ action: "return_device", data: { device_id: ["D2", "D3"] } }]);
    expect(textOf(page)).toContain("2 pendants were taken back");
  });

  it("lends a pendant with a few letters and two times Enter, and asks for overdue ones first", async () => {
    const [page, server] = await opened(SCHOOL, OFFICE, "loaners");
    server.answers.set("assign", { label: "Pendant 1", due: "2026-11-25T16:30:00Z" });
    expect(textOf(page)).toContain("1 loan is overdue");
    const name = one(page, "input[role=combobox]");
    await type(page, name, "ros");
    key(name, "Enter");
    await settled(page);
    one(page, "form").dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
    await settled(page);
    expect(server.done).toEqual([
      { action: "assign", data: { device_id: "D1", person: "P-Rosa Hill", life: "loaned", swap: false } },
    ]);
    expect(textOf(page)).toContain("Pendant 1 is with Rosa Hill, due back");
  });

  it("does not expect a pendant that was left at home while its holder has a loan", async () => {
    const [page, server] = await opened(SCHOOL, OFFICE, "loaners");
    server.answers.set("assign", { label: "Pendant 1", due: "2026-11-25T16:30:00Z" });
    await type(page, one(page, "input[role=combobox]"), "bo");
    key(one(page, "input[role=combobox]"), "Enter");
    await settled(page);
    expect(textOf(page)).toContain("Pendant 2 stayed at home");
    one(page, "form").dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
    await settled(page);
    await settled(page);
    expect(server.done.map(({ action }) => action)).toEqual(["assign", "set_life"]);
    expect(server.done[1]?.data).toEqual({ device_id: ["D2"], life: "away", reason: "left at home" });
  });

  it("offers what closes each gap", async () => {
    const gaps = {
      without_pendant: [{ person_id: ROSA.person_id, name: ROSA.name }],
      without_holder: [{ ...pendant(3), holder: null }],
      two_for_one: [],
      without_training: [],
      loans_due_today: [],
      loans_overdue: [],
      perhaps_lost: [],
    };
    const [page, server] = await opened({ ...SCHOOL, gaps }, OFFICE, "gaps");
    expect(textOf(page)).toContain("Rosa Hill");
    one(page, "button", "Into stock").click();
    await settled(page);
    expect(server.done).toEqual([{ action: "return_device", data: { device_id: ["D3"] } }]);
    one(page, "button", "Hand out a pendant").click();
    await settled(page);
    expect(all(page, "duress-hand-over")).toHaveLength(1);
  });

  it("says everything of one pendant, and its history only with names", async () => {
    const device = {
      ...pendant(2, { person_id: BO.person_id, holder: BO.name }),
      heard_at: 1795526400,
      margin: 31,
      ways: 3,
      trend: "steady",
      check_in: 180,
      battery_installed: null,
    };
    const stretch = { forgotten: false, due: null, reason: "new", by: "Alex", until: null };
    const message: PendantMessage = {
      role: "office",
      device,
      history: [{ ...stretch, life: "assigned", holder: "Bo Park", since: "2026-11-25T08:00:00Z" }],
    };
    const server = new Server();
    server.answers.set("duress/roster", SCHOOL);
    server.answers.set("duress/pendant", message);
    server.answers.set("who_had", {
      label: "Pendant 2",
      at: "2026-03-03T10:12:00Z",
      life: "assigned",
      name: "Bo Park",
    });
    const page = await shown<Page>("duress-people-page", consoleOf(server, OFFICE), { path: ["pendant", "D2"] });
    for (let round = 0; round < 4; round += 1) await settled(page);
    expect(textOf(one(page, "duress-pendant-details"))).toContain("31 dB, heard over 3 stations, steady");
    expect(textOf(one(page, "duress-pendant-details"))).toContain("said by Alex");
    (one(page, "#at") as HTMLInputElement).value = "2026-03-03T10:12";
    const form = one(page, "duress-who-had").shadowRoot?.querySelector("form");
    form?.dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
    await settled(page);
    expect(textOf(one(page, "duress-pendant-details"))).toContain("Bo Park had Pendant 2 (In use)");
    server.tell("duress/pendant", { ...message, role: "viewer", history: null });
    await settled(page);
    expect(all(page, "duress-stretches")).toHaveLength(0);
  });
});
