/** The dashboard that is made for a school: five views from what is installed, and nothing at all for a lobby. */
import { describe, expect, it } from "vitest";
import { type Card, type Dashboard, dashboardOf } from "../../src/cards/dashboard";
import type { HomeWithRegistries } from "../../src/cards/registry";
import "../../src/main";
import { Server } from "../school";
import { homeWith } from "./home";

interface Strategy {
  generate(settings: object, home: HomeWithRegistries): Promise<Dashboard>;
  shouldRegenerate(settings: object, before: HomeWithRegistries, now: HomeWithRegistries): boolean;
  getCreateSuggestions(home: HomeWithRegistries): { readonly title: string; readonly icon: string };
}

function strategy(type: string): Strategy {
  return customElements.get(`ll-strategy-dashboard-${type}`) as unknown as Strategy;
}

function cards(dashboard: Dashboard, path: string): Card[] {
  const sections = dashboard.views.find((view) => view.path === path)?.sections ?? [];
  return sections.flatMap((section) => section.cards);
}

/** What may not be on a screen that visitors can see: it says which alarm there is and where. */
const TELLING = ["safety", "incident", "open_incidents", "binary_sensor.lincoln", "room_204", "location", "logbook"];

describe("the dashboard", () => {
  const home = homeWith(new Server());

  it("has a view for each thing people come for, with our cards for the school", () => {
    const made = dashboardOf({ type: "custom:duress", profile: "wall" }, home);
    expect(made.views.map((view) => view.path)).toEqual(["today", "alarms", "map", "people", "upkeep"]);
    expect(made.views.map((view) => view.title)).toEqual(["Today", "Alarms", "Map", "People", "Upkeep"]);
    expect(cards(made, "today")).toContainEqual({ type: "custom:duress-incident-card", site: "S1", profile: "wall" });
    expect(cards(made, "today")).toContainEqual({
      type: "calendar",
      entities: ["calendar.lincoln_tests"],
      initial_view: "listWeek",
    });
    expect(cards(made, "alarms").map((card) => card.type)).toContain("logbook");
    expect(cards(made, "upkeep")).toContainEqual({
      type: "todo-list",
      entity: "todo.lincoln_upkeep",
      hide_create: true,
    });
  });

  it("lists what is missing in the order of its numbers, and only while it is", () => {
    const made = dashboardOf({ type: "custom:duress" }, home);
    const filter = cards(made, "people").find((card) => card.type === "entity-filter");
    expect(filter?.["entities"]).toEqual(["binary_sensor.pendant_9_missing", "binary_sensor.pendant_10_missing"]);
    expect(filter?.["show_empty"]).toBe(false);
  });

  it("leads to the pages of the console", () => {
    const made = dashboardOf({ type: "custom:duress" }, home);
    const paths = made.views
      .flatMap((view) => cards(made, view.path).map((card) => card["tap_action"]))
      .filter(Boolean);
    expect(paths).toContainEqual({ action: "navigate", navigation_path: "/duress/people?site=S1" });
  });

  it("of an office has no card but our own that tells of alarms", () => {
    const made = dashboardOf({ type: "custom:duress" }, home);
    for (const { path } of made.views) {
      for (const card of cards(made, path)) {
        if (card.type.startsWith("custom:duress")) expect(card["profile"]).toBe("office");
        else if (card.type !== "heading")
          for (const word of TELLING) expect(JSON.stringify(card)).not.toContain(`"${word}`);
      }
    }
  });

  it("shows one school or all of them", () => {
    const two = homeWith(new Server(), ["Hill"]);
    const sites = (settings: object): unknown[] =>
      cards(dashboardOf({ type: "custom:duress", ...settings }, two), "map").flatMap((card) => card["site"] ?? []);
    expect(sites({})).toEqual(["site-Hill", "S1"]);
    expect(sites({ site: "S1" })).toEqual(["S1"]);
  });

  it("of a home without a school lets our card say so", () => {
    const none = { ...home, devices: {}, entities: {} };
    expect(cards(dashboardOf({ type: "custom:duress" }, none), "today")).toEqual([
      { type: "custom:duress-readiness-card" },
    ]);
  });
});

describe("a public display", () => {
  it("has a name and a clock, and nothing of ours or of the school", () => {
    const made = dashboardOf({ type: "custom:duress", profile: "lobby" }, homeWith(new Server()));
    expect(made.title).toBe("Lincoln Elementary");
    expect(made.views.flatMap((view) => cards(made, view.path)).map((card) => card.type)).toEqual(["heading", "clock"]);
    expect(JSON.stringify(made).toLowerCase()).not.toMatch(/duress|alarm|custom:/);
  });

  it("stays as it is when anything is installed, removed or translated", async () => {
    const server = new Server();
    const before = homeWith(server);
    const now = { ...homeWith(server, ["Hill"]), language: "es" };
    for (const type of ["duress", "duress-lobby"]) {
      const settings = { type: `custom:${type}`, profile: "lobby" };
      expect(strategy(type).shouldRegenerate(settings, before, now)).toBe(false);
      expect(await strategy(type).generate(settings, now)).toEqual(await strategy(type).generate(settings, before));
    }
    expect(server.asked).toEqual([]);
  });
});

describe("the strategy", () => {
  it("is made anew only when something else would come of it", () => {
    const before = homeWith(new Server());
    const again = strategy("duress");
    const settings = { type: "custom:duress" };
    expect(again.shouldRegenerate(settings, before, { ...before, states: {} })).toBe(false);
    expect(again.shouldRegenerate(settings, before, { ...before, entities: { ...before.entities } })).toBe(false);
    expect(again.shouldRegenerate(settings, before, homeWith(new Server(), ["Hill"]))).toBe(true);
    expect(again.shouldRegenerate(settings, before, { ...before, language: "es" })).toBe(true);
  });

  it("is offered with a name, also one for public displays", () => {
    const home = homeWith(new Server());
    const offered = (window.customStrategies ?? []) as {
      readonly type: string;
      readonly name: string;
      readonly strategyType: string;
    }[];
    expect(offered.map((one) => [one.type, one.strategyType, one.name])).toEqual([
      ["duress", "dashboard", "Duress"],
      ["duress-lobby", "dashboard", "Duress: public display"],
    ]);
    expect(strategy("duress").getCreateSuggestions(home).title).toBe("Duress");
    expect(strategy("duress-lobby").getCreateSuggestions(home).title).toBe("Lincoln Elementary");
  });
});
