/** The responder pack: what is on a page, who sees contacts, verifying, contacts, things, and the sheets of paper. */
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { MapFact } from "../../../src/data/map";
import { inOrder, marksOf, type PackFloor, type PackMessage } from "../../../src/data/pack";
import type { Right } from "../../../src/data/sites";
import "../../../src/pages/map/map-page";
import { consoleOf, Server, settled, shown, textOf } from "../../school";
import { floor, room } from "./school-map";

const AT = 1_795_526_400;

function fact(fact_id: string, kind: MapFact["kind"], label: string, x: number | null = 0.5): MapFact {
  return { fact_id, kind, label, x, y: x };
}

const FACTS = [
  fact("C", "camera", "Stairs"),
  fact("D10", "door", "10"),
  fact("D2", "door", "2, yard"),
  fact("G", "gas", "Boiler room", null),
];

type Lit = HTMLElement & { readonly updateComplete: Promise<boolean> };

function page(more: Partial<PackFloor> = {}): PackFloor {
  const contacts = [{ name: "Science teacher", purpose: "Chemicals", phone: "+1 (555) 0120" }];
  return { ...floor({ facts: FACTS }), contacts_revision: 4, contacts, verified: null, version: "v1", ...more };
}

function pack(...floors: PackFloor[]): PackMessage {
  const contacts = [{ name: "Principal", purpose: "", phone: "" }];
  return { role: "office", site: "Lincoln", contacts_revision: 2, contacts, floors };
}

async function packPage(server: Server, rights: readonly Right[], message: PackMessage): Promise<Lit> {
  server.answers.set("duress/pack", { running: true, ...message });
  server.answers.set("auth/sign_path", { path: "/signed" });
  const element = await shown<HTMLElementTagNameMap["duress-map-page"]>("duress-map-page", consoleOf(server, rights), {
    path: ["pack"],
  });
  const inner = element.shadowRoot?.querySelector("duress-pack");
  if (!inner) throw new Error("there is no pack");
  await settled(inner);
  return inner;
}

function get(element: HTMLElement, selector: string): HTMLInputElement & Lit {
  const found = element.shadowRoot?.querySelector<HTMLInputElement & Lit>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

function asked(server: Server, type: string): unknown[] {
  return server.asked.filter((one) => one.type === type);
}

describe("the responder pack", () => {
  beforeAll(() => {
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
    };
  });

  afterEach(() => document.body.replaceChildren());

  it("has doors first and by number, and marks that are no room numbers", () => {
    const facts = inOrder(FACTS, "en");
    expect(facts.map((one) => one.fact_id)).toEqual(["D2", "D10", "G", "C"]);
    expect(marksOf(facts)).toEqual(["2", "10", "A", "B"]);
    expect(marksOf(Array.from({ length: 28 }, () => fact("x", "aed", ""))).slice(-2)).toEqual(["AA", "AB"]);
  });

  it("shows a page in words: what is where, whom to call, and that nobody looked", async () => {
    const bare = page({
      floor_id: "first",
      name: "First floor",
      plan: null,
      rooms: [room(101, { door: "7" })],
      facts: [],
    });
    const element = await packPage(new Server(), ["see"], pack(bare, page()));
    const [first, second] = [...(element.shadowRoot?.querySelectorAll("duress-pack-sheet") ?? [])];
    const words = textOf(second ?? null);
    expect(words).toContain("NOT VERIFIED");
    expect(words).toContain("Gas shut-off: Boiler room");
    expect(words).toContain("(not on the plan yet)");
    expect(words).toContain("Rooms not on the plan Room 208");
    expect(words).toContain("Page 2 of 2");
    expect(second?.shadowRoot?.querySelector("a")?.getAttribute("href")).toBe("tel:+15550120");
    expect(second?.shadowRoot?.querySelectorAll(".fact")).toHaveLength(3);
    expect(textOf(first ?? null)).toContain("Room 101 (door 7)");
  });

  it("tells who may not see contacts so, and offers nothing they may not do", async () => {
    const hidden = { ...pack(page({ contacts: null, version: null })), contacts: null };
    const element = await packPage(new Server(), ["see"], hidden);
    expect(textOf(get(element, "duress-pack-sheet"))).toContain("Contacts are shown to the office");
    expect(element.shadowRoot?.querySelectorAll("button")).toHaveLength(1);
  });

  it("verifies what is shown, says so when it is refused, and that it changed since", async () => {
    const server = new Server();
    const element = await packPage(server, ["see", "verify_pack"], pack(page()));
    server.refusals.set("duress/pack/verify", "Somebody else changed this.");
    get(element, "section .actions button").click();
    await settled(element);
    expect(asked(server, "duress/pack/verify")).toMatchObject([{ floor_id: "second", version: "v1" }]);
    expect(textOf(get(element, "[role=alert]"))).toBe("Somebody else changed this.");
    server.refusals.clear();
    get(element, "section .actions button").click();
    await settled(element);
    expect(textOf(get(element, "[role=status]"))).toBe("The page of Second floor is verified.");

    const verified = { at: AT, by: "Alex", changed: true };
    server.tell("duress/pack", { running: true, ...pack(page({ verified })) });
    await settled(element);
    expect(textOf(get(element, "duress-pack-sheet"))).toMatch(/Verified on .* by Alex CHANGED SINCE/);
    server.tell("duress/pack", {
      running: true,
      ...pack(page({ verified: { ...verified, by: null, changed: false } })),
    });
    await settled(element);
    expect(textOf(get(element, "duress-pack-sheet"))).not.toContain("CHANGED");
    expect(element.shadowRoot?.querySelector("section .actions")).toBeNull();
  });

  it("lays one sheet of paper for each floor beside Home Assistant, and takes it away", async () => {
    const element = await packPage(new Server(), ["see"], pack(page(), page({ floor_id: "third" })));
    const sheets = document.querySelectorAll("#duress-paper duress-pack-sheet[paper]");
    expect(sheets).toHaveLength(2);
    expect(textOf(sheets[0] as HTMLElement)).toContain("Printed");
    window.dispatchEvent(new Event("beforeprint"));
    element.remove();
    expect(document.querySelector("#duress-paper")).toBeNull();
  });

  it("stores all contacts of a floor at once", async () => {
    const server = new Server();
    const element = await packPage(server, ["see", "change_people"], pack(page()));
    const form = get(element, "duress-pack-contacts");
    get(form, "button").click();
    await settled(form);
    const select = get(form, "select");
    select.value = "second";
    select.dispatchEvent(new Event("change"));
    await settled(form);
    [...(form.shadowRoot?.querySelectorAll<HTMLElement>("form > .actions button") ?? [])][0]?.click();
    await settled(form);
    const name = get(form, "[name=name1]");
    name.value = "Nurse";
    name.dispatchEvent(new Event("input"));
    get(form, "fieldset button").click();
    await settled(form);
    get(form, "form").dispatchEvent(new Event("submit", { cancelable: true }));
    await settled(form);
    expect(asked(server, "duress/pack/contacts")).toMatchObject([
      { floor_id: "second", revision: 4, contacts: [{ name: "Nurse", purpose: "", phone: "" }] },
    ]);
  });
});

describe("things for responders", () => {
  afterEach(() => document.body.replaceChildren());

  it("are added, changed and removed, one change after the other", async () => {
    const server = new Server();
    server.answers.set("duress/map/fact", { floor_id: "second", revision: 4, fact_id: "N" });
    server.answers.set("duress/map/remove_fact", { floor_id: "second", revision: 6 });
    const element = await shown<HTMLElementTagNameMap["duress-plan-facts"]>("duress-plan-facts", consoleOf(server), {
      floor: floor({ facts: FACTS }),
    });
    const added: unknown[] = [];
    element.addEventListener("added", (event) => added.push((event as CustomEvent).detail));
    const submit = async (kind: string, label: string): Promise<void> => {
      get(element, "select").value = kind;
      get(element, "input").value = label;
      get(element, "form").dispatchEvent(new Event("submit", { cancelable: true }));
      await settled(element);
    };
    await submit("key_box", " By door 2 ");
    get(element, "li button").click();
    await settled(element);
    expect(get(element, "input").value).toBe("2, yard");
    await submit("door", "2");
    get(element, "li button:last-child").click();
    await settled(element);
    expect(asked(server, "duress/map/fact")).toMatchObject([
      { revision: 3, kind: "key_box", label: "By door 2" },
      { revision: 4, kind: "door", label: "2", fact_id: "D2" },
    ]);
    expect(asked(server, "duress/map/remove_fact")).toMatchObject([{ fact_id: "D2" }]);
    expect(added).toEqual(["fact:N"]);
    expect(textOf(get(element, "[role=status]"))).toBe("Door: 2, yard is removed. Undo brings it back.");
  });
});
