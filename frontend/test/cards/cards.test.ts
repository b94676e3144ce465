/** The cards: what they show for whose eyes, and what they never do. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { HomeWithRegistries } from "../../src/cards/registry";
import type { SchoolCard } from "../../src/cards/school-card";
import type { CardSettings } from "../../src/cards/settings";
import type { Home } from "../../src/data/home";
import type { Incident } from "../../src/data/incidents";
import "../../src/main";
import { Server, settled, siteWith, textOf } from "../school";
import { homeWith } from "./home";

type CardName = "incident" | "readiness" | "map";

const CARDS: readonly CardName[] = ["incident", "readiness", "map"];

const PLACE = {
  room: "Room 204",
  room_id: "r204",
  floor: "Second floor",
  floor_id: "second",
  kind: "room",
  door: null,
  method: "surveyed",
  word: "likely",
  probability: 0.87,
  floor_word: "likely",
  floor_probability: 0.98,
  floors: ["Second floor"],
  others: [],
  hearers: 4,
  masked: [],
  why: "",
};

function incident(more: Partial<Incident> = {}): Incident {
  return {
    incident_id: "I1",
    number: 12,
    kind: "duress",
    mode: "live",
    state: "raised",
    attended: false,
    raised_at: 1_795_526_400,
    place: PLACE,
    original_place: PLACE,
    presses: 1,
    latest: [
      {
        press_id: "P1",
        at: 1_795_526_400,
        transmitter: "Pendant 17",
        kind: "duress",
        room: null,
        room_id: null,
        floor: null,
        floor_id: null,
        word: null,
        doubts: [],
      },
    ],
    steps: [],
    ...more,
  } as unknown as Incident;
}

function told(incidents: readonly Incident[]): object {
  return { running: true, role: "office", now: 1_795_526_440, incidents, rehearsals: [] };
}

async function card(
  server: Server,
  settings: Partial<CardSettings> = {},
  name: CardName = "incident",
  home: Partial<Home> = {},
): Promise<SchoolCard> {
  const element = document.createElement(`duress-${name}-card` as const);
  element.setConfig({ type: `custom:duress-${name}-card`, ...settings });
  element.hass = server.home(home);
  document.body.append(element);
  await settled(element);
  await settled(element);
  return element;
}

/** All elements within, also in shadow roots. */
function within(root: Element | ShadowRoot, selector: string): HTMLElement[] {
  const found = [...root.querySelectorAll<HTMLElement>(selector)];
  for (const one of root.querySelectorAll("*")) if (one.shadowRoot) found.push(...within(one.shadowRoot, selector));
  return found;
}

function inside(element: SchoolCard, selector: string): HTMLElement[] {
  return element.shadowRoot === null ? [] : within(element.shadowRoot, selector);
}

function schoolServer(rights: Parameters<typeof siteWith>[0] = ["see", "handle_incidents"]): Server {
  const server = new Server();
  server.answers.set("duress/sites", { sites: [siteWith(rights)] });
  server.answers.set("duress/incidents", told([incident()]));
  return server;
}

afterEach(() => document.body.replaceChildren());

describe("the card of alarms, for staff only", () => {
  it("says who, which kind, where, since when and how it stands, and leads to the page", async () => {
    const shown = await card(schoolServer(), { profile: "wall" });
    for (const words of ["Pendant 17", "Duress", "Room 204", "Second floor", "0:40", "not acknowledged"])
      expect(textOf(shown)).toContain(words);
    const [link] = inside(shown, "a");
    expect(link?.getAttribute("href")).toBe("/duress/incident/I1?site=S1");
  });

  it("acknowledges, for a role that may, and keeps the focus where one goes on", async () => {
    const server = schoolServer();
    const shown = await card(server, { profile: "wall" });
    inside(shown, "button.alarm")[0]?.click();
    await settled(shown);
    expect(server.done).toEqual([{ action: "acknowledge", data: { incident_id: "I1" } }]);
    server.tell("duress/incidents", told([incident({ state: "acknowledged", attended: true })]));
    await settled(shown);
    await settled(shown);
    expect(inside(shown, "button.alarm")).toEqual([]);
    expect(textOf(shown)).toContain("acknowledged");
  });

  it("says why an act was refused, and offers none to a role that may only look", async () => {
    const server = schoolServer();
    server.refusals.set("acknowledge", "Somebody else was quicker.");
    const shown = await card(server, { profile: "wall" });
    inside(shown, "button.alarm")[0]?.click();
    await settled(shown);
    await settled(shown);
    expect(textOf(shown)).toContain("Somebody else was quicker.");
    expect(inside(await card(schoolServer(["see"]), { profile: "wall" }), "button")).toEqual([]);
  });

  it("marks a drill and says when nothing is open", async () => {
    const server = schoolServer();
    const shown = await card(server, { profile: "wall" });
    server.tell("duress/incidents", told([incident({ mode: "drill" })]));
    await settled(shown);
    await settled(shown);
    expect(textOf(shown)).toContain("DRILL");
    server.tell("duress/incidents", told([]));
    await settled(shown);
    expect(textOf(shown)).toContain("No alarm is open.");
  });
});

describe("the card of alarms, in an office", () => {
  it("shows a mark without kind and place until somebody opens it, and hides again with the last alarm", async () => {
    const server = schoolServer();
    const shown = await card(server);
    expect(textOf(shown)).toContain("1 open");
    expect(textOf(shown)).not.toMatch(/Room 204|Duress|Pendant/);
    inside(shown, "button")[0]?.click();
    await settled(shown);
    await settled(shown);
    expect(textOf(shown)).toContain("Room 204");
    server.tell("duress/incidents", told([]));
    await settled(shown);
    server.tell("duress/incidents", told([incident({ incident_id: "I2" })]));
    await settled(shown);
    expect(textOf(shown)).not.toContain("Room 204");
  });
});

describe("a card on a public display", () => {
  it("asks the server nothing and is the same before and during an alarm", async () => {
    for (const name of CARDS) {
      const server = schoolServer();
      const shown = await card(server, { profile: "lobby" }, name);
      const before = [shown.outerHTML, shown.shadowRoot?.innerHTML];
      shown.hass = server.home({ connected: false, language: "es" });
      server.tell("duress/incidents", told([incident()]));
      server.reconnect();
      await settled(shown);
      expect([shown.outerHTML, shown.shadowRoot?.innerHTML]).toEqual(before);
      expect([server.asked, textOf(shown).trim(), shown.hidden]).toEqual([[], "", true]);
    }
  });

  it("leaves no subscription behind when a card becomes one", async () => {
    vi.useFakeTimers();
    const server = schoolServer();
    const shown = document.createElement("duress-incident-card");
    shown.setConfig({ type: "custom:duress-incident-card", profile: "wall" });
    shown.hass = server.home();
    document.body.append(shown);
    await vi.advanceTimersByTimeAsync(100);
    expect(server.followers("duress/incidents")).toBe(1);
    shown.setConfig({ type: "custom:duress-incident-card", profile: "lobby" });
    await vi.advanceTimersByTimeAsync(6000);
    vi.useRealTimers();
    expect([server.followers("duress/incidents"), server.followers("duress/sites")]).toEqual([0, 0]);
    expect(textOf(shown).trim()).toBe("");
  });

  it("tells only whoever edits the dashboard what it is", async () => {
    const shown = await card(schoolServer(), { profile: "lobby" });
    shown.preview = true;
    await settled(shown);
    expect(textOf(shown)).toContain("Public display");
  });
});

describe("the card of readiness", () => {
  it("says the word, the sentence and when monitoring was proven, in the user's language", async () => {
    const server = schoolServer();
    server.answers.set("duress/readiness", {
      running: true,
      protection: "attention",
      sentence: "1 of 24 pendants is missing.",
      last_proven: null,
      located: [{ device: "Pendant 9", until: 1 }],
    });
    const shown = await card(server, {}, "readiness", { language: "es" });
    expect(textOf(shown)).toMatch(/Requiere atención 1 of 24 pendants is missing\..*nunca se ha comprobado.*Pendant 9/);
    expect(server.asked.at(-1)).toMatchObject({ type: "duress/readiness", site: "S1", language: "es" });
  });
});

describe("the card of the map", () => {
  const floor = (id: string, name: string, room: string): object => ({
    floor_id: id,
    name,
    level: 0,
    building: null,
    is_gone: false,
    revision: 0,
    can_undo: false,
    plan: null,
    rooms: [
      { room_id: room, name: `Room ${room}`, kind: "room", door: null, is_gone: false, buttons: [], x: null, y: null },
    ],
    listeners: [],
  });
  const mapServer = (): Server => {
    const server = schoolServer();
    const floors = [floor("first", "First floor", "r101"), floor("second", "Second floor", "r204")];
    server.answers.set("duress/map", { running: true, role: "office", site: "S1", floors, homeless: [] });
    return server;
  };

  it("for staff goes to the floor of the alarm by itself, unless a floor was chosen", async () => {
    expect(textOf(await card(mapServer(), { profile: "wall" }, "map"))).toMatch(/Second floor.*Duress · Pendant 17/);
    expect(textOf(await card(mapServer(), { profile: "wall", floor: "first" }, "map"))).toMatch(
      /First floor.*Room r101/,
    );
    expect(textOf(await card(mapServer(), { floor: "gone" }, "map"))).toContain("There is no such floor any more");
  });

  it("in an office shows the first floor without the alarm until somebody opens the mark", async () => {
    const shown = await card(mapServer(), {}, "map");
    expect(textOf(shown)).toMatch(/1 open.*First floor/);
    expect(textOf(shown)).not.toMatch(/Pendant|Second/);
    inside(shown, "button")[0]?.click();
    await settled(shown);
    await settled(shown);
    expect(textOf(shown)).toMatch(/Second floor.*Pendant 17/);
  });

  it("leads to the alarm at its own school", async () => {
    const shown = await card(mapServer(), { profile: "wall" }, "map");
    inside(shown, "a")[0]?.click();
    expect(location.pathname + location.search).toBe("/duress/incident/I1?site=S1");
    history.replaceState(null, "", "/");
  });

  it("lets a floor be chosen in its form", () => {
    const form = (customElements.get("duress-map-card") as unknown as typeof SchoolCard).getConfigForm();
    expect(form.schema.map((field) => [field.name, form.computeLabel(field)])).toContainEqual(["floor", "Floor"]);
  });
});

describe("a card that has nothing to show", () => {
  it("says that there is no school, that the chosen one is gone, and that Duress does not run", async () => {
    const server = schoolServer();
    expect(textOf(await card(server, { site: "gone" }))).toContain("This school is not here any more");
    server.answers.set("duress/sites", { sites: [] });
    server.tell("duress/sites", { sites: [] });
    expect(textOf(await card(server))).toContain("no pendant is watched");
    const away = new Server();
    away.refusals.set("duress/sites", "Unknown command.");
    away.unknown = true;
    expect(textOf(await card(away))).toContain("presses are not received");
    const stopped = schoolServer();
    stopped.answers.set("duress/incidents", { running: false });
    expect(textOf(await card(stopped))).toContain("presses are not received");
  });

  it("says that the connection is lost, and what it showed last", async () => {
    const shown = await card(schoolServer(), { profile: "wall" }, "incident", { connected: false });
    expect(textOf(shown)).toMatch(/No connection to Home Assistant.*Room 204/);
  });

  it("refuses settings that it cannot follow, in words", () => {
    const element = document.createElement("duress-incident-card");
    expect(() => element.setConfig(undefined)).toThrow("cannot be read");
    expect(() => element.setConfig({ type: "x", site: 3 })).toThrow("“site” must be a text");
    expect(() => element.setConfig({ type: "x", profile: "hall" })).toThrow("one of: office, wall, lobby");
    expect(() => element.setConfig({ type: "x", profile: "wall", visibility: [] })).not.toThrow();
  });
});

describe("the card picker", () => {
  interface Offered {
    readonly type: string;
    readonly name: string;
    readonly description: string;
    readonly documentationURL: string;
    getEntitySuggestion(home: HomeWithRegistries, id: string): { readonly config: CardSettings } | null;
  }
  const offered = (): Offered[] => (window.customCards ?? []) as unknown as Offered[];
  const fits = (home: HomeWithRegistries, id: string): string[] =>
    offered().flatMap((one) => one.getEntitySuggestion(home, id)?.config.type ?? []);

  it("offers each card with a name and a description in the language of the page", () => {
    document.documentElement.lang = "es";
    expect(offered().map((one) => one.name)).toContain("Duress: alarmas abiertas");
    document.documentElement.lang = "en";
    for (const one of offered()) {
      expect(one.description).not.toBe("");
      const element = customElements.get(one.type) as unknown as typeof SchoolCard;
      expect(element.getConfigForm().schema.map((field) => field.name)).toEqual(
        expect.arrayContaining(["site", "profile"]),
      );
      expect(element.getStubConfig(homeWith(new Server()))).toEqual({});
      expect(element.getStubConfig(homeWith(new Server(), ["Hill"]))).toEqual({ site: "site-Hill" });
    }
  });

  it("suggests a card for entities of a school and for nothing else", () => {
    const home = homeWith(new Server());
    expect(fits(home, "sensor.lincoln_readiness")).toEqual(["custom:duress-readiness-card"]);
    expect(fits(home, "binary_sensor.lincoln")).toEqual(["custom:duress-incident-card"]);
    expect(fits(home, "binary_sensor.pendant_9")).toEqual(["custom:duress-incident-card"]);
    expect(fits(home, "binary_sensor.lamp")).toEqual([]);
    expect(fits(home, "binary_sensor.gone")).toEqual([]);
  });

  it("names the school where there are several", () => {
    const home = homeWith(new Server(), ["Hill"]);
    const [readiness] = offered().flatMap(
      (one) => one.getEntitySuggestion(home, "sensor.lincoln_readiness")?.config ?? [],
    );
    expect(readiness).toEqual({ type: "custom:duress-readiness-card", site: "S1" });
  });
});
