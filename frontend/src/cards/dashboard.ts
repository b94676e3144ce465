/** The dashboard of a school: views made of our cards and Home Assistant's own, from what is installed. */
import { type PageName, PAGES } from "../pages";
import { type TextKey, type Texts, textsFor } from "../text/localize";
import { Entities, type HomeWithRegistries, type School, schoolsIn } from "./registry";
import { type Profile, USUAL } from "./settings";

/** What is chosen for a dashboard. */
export interface DashboardSettings {
  readonly type: string;
  readonly site?: string;
  readonly profile?: Profile;
  /** What a public display is headed with; without it, the name of the home in Home Assistant. */
  readonly title?: string;
}

/** A card of Home Assistant or of ours. */
export interface Card {
  readonly type: string;
  readonly [setting: string]: unknown;
}

/** A column of cards. */
export interface Section {
  readonly type: "grid";
  readonly column_span?: number;
  readonly cards: readonly Card[];
}

/** A view: a tab of the dashboard. */
export interface View {
  readonly title: string;
  readonly path: string;
  readonly icon: string;
  readonly show_icon_and_title: true;
  readonly type: "sections";
  readonly max_columns: number;
  readonly sections: readonly Section[];
}

/** A dashboard. */
export interface Dashboard {
  readonly title: string;
  readonly views: readonly View[];
}

const FULL = { columns: "full" };
const DAYS = 7;

/** The dashboard for what was chosen. */
export function dashboardOf(settings: DashboardSettings, home: HomeWithRegistries): Dashboard {
  const profile = settings.profile ?? USUAL;
  return profile === "lobby" ? lobby(settings, home) : new Maker(settings, home, profile).dashboard();
}

/** A public display: nothing in it comes from the school, so nothing that happens there changes it. */
function lobby(settings: DashboardSettings, home: HomeWithRegistries): Dashboard {
  const texts = textsFor(home.language);
  const title = settings.title ?? home.config.location_name ?? texts.say("cards.lobby_title");
  const cards: readonly Card[] = [
    { type: "heading", heading: title, heading_style: "title", grid_options: FULL },
    { type: "clock", clock_size: "large", show_seconds: false, grid_options: FULL },
  ];
  return { title, views: [view("lobby", title, "mdi:home-outline", 1, [{ type: "grid", cards }])] };
}

/** Makes the views of one or more schools. */
class Maker {
  readonly #texts: Texts;
  readonly #schools: readonly School[];
  readonly #entities: ReadonlyMap<School, Entities>;

  constructor(
    settings: DashboardSettings,
    private readonly home: HomeWithRegistries,
    private readonly profile: Profile,
  ) {
    this.#texts = textsFor(home.language);
    const all = schoolsIn(home);
    this.#schools = settings.site === undefined ? all : all.filter((school) => school.site === settings.site);
    this.#entities = new Map(this.#schools.map((school) => [school, new Entities(home, school)]));
  }

  /** All views. */
  dashboard(): Dashboard {
    return {
      title: "Duress",
      views: [
        this.#view("today", 3, this.#today()),
        this.#view("incident", 2, this.#alarms(), "alarms"),
        this.#view("map", 2, this.#map()),
        this.#view("people", 3, this.#people()),
        this.#view("upkeep", 3, this.#upkeep()),
      ],
    };
  }

  #today(): Section[] {
    return this.#each((school, entities) => [
      { type: "grid", cards: [...this.#name(school), this.#ours("incident", school), this.#ours("readiness", school)] },
      this.#listed("cards.due", "today", school, this.#calendar(entities.one("calendar", "tests"))),
    ]);
  }

  #alarms(): Section[] {
    return this.#each((school, entities) => [
      {
        type: "grid",
        column_span: 2,
        cards: [
          this.#heading(school.name, "incident", school),
          { ...this.#ours("incident", school), grid_options: FULL },
          ...tiles("entity", entities.one("sensor", "mode")),
          ...this.#logbook(entities.one("event", "incident")),
        ],
      },
    ]);
  }

  #map(): Section[] {
    return this.#each((school) => [
      {
        type: "grid",
        column_span: 2,
        cards: [this.#heading(school.name, "map", school), { ...this.#ours("map", school), grid_options: FULL }],
      },
    ]);
  }

  #people(): Section[] {
    return this.#each((school, entities) => [
      this.#listed("cards.to_people", "people", school, [
        ...tiles("entity", entities.one("sensor", "overdue_loans")),
        ...this.#only("cards.missing", entities.all("binary_sensor", "missing")),
      ]),
      this.#listed("cards.to_walk", "walk", school, [
        ...tiles("entity", entities.one("sensor", "location_accuracy"), entities.one("sensor", "blind_spots")),
      ]),
    ]);
  }

  #upkeep(): Section[] {
    return this.#each((school, entities) => [
      this.#listed("cards.to_upkeep", "upkeep", school, [
        ...list("todo-list", entities.one("todo", "upkeep"), { hide_create: true }),
      ]),
      this.#listed("cards.to_test", "upkeep", school, [
        ...list("todo-list", entities.one("todo", "tests"), { hide_create: true }),
      ]),
      this.#listed("cards.radio", "upkeep", school, [
        ...tiles("device", ...entities.all("binary_sensor", "connection")),
        ...this.#only("cards.no_mains", entities.all("binary_sensor", "mains"), "off"),
        ...this.#only("cards.low_battery", entities.ofClass("battery")),
        ...this.#only("cards.opened", entities.ofClass("tamper")),
      ]),
      this.#listed("cards.to_monitoring", "monitoring", school, [
        ...tiles("device", ...entities.all("binary_sensor", "path_proven")),
      ]),
    ]);
  }

  #each(sections: (school: School, entities: Entities) => readonly Section[]): Section[] {
    const found = [...this.#entities].flatMap(([school, entities]) => sections(school, entities));
    // The card itself says that there is no school, and how to get one.
    return found.length > 0 ? found : [{ type: "grid", cards: [{ type: "custom:duress-readiness-card" }] }];
  }

  #name(school: School): Card[] {
    return this.#schools.length < 2 ? [] : [this.#heading(school.name, "today", school)];
  }

  #view(page: PageName, columns: number, sections: readonly Section[], path: string = page): View {
    return view(path, this.#texts.say(`common.page_${page}`), iconOf(page), columns, sections);
  }

  /** A heading that leads to a page of the console. */
  #heading(heading: string, page: PageName, school: School): Card {
    const navigation_path = `/duress/${page}?site=${encodeURIComponent(school.site)}`;
    return { type: "heading", heading, icon: iconOf(page), tap_action: { action: "navigate", navigation_path } };
  }

  #listed(key: TextKey, page: PageName, school: School, cards: readonly Card[]): Section {
    return { type: "grid", cards: [this.#heading(this.#texts.say(key), page, school), ...cards] };
  }

  #ours(card: "incident" | "readiness" | "map", school: School): Card {
    return { type: `custom:duress-${card}-card`, site: school.site, profile: this.profile };
  }

  #calendar(entity: string | undefined): Card[] {
    return entity === undefined ? [] : [{ type: "calendar", entities: [entity], initial_view: "listWeek" }];
  }

  /** What happened says what kind of alarm it was and where, so it is only for eyes that may see that. */
  #logbook(entity: string | undefined): Card[] {
    if (entity === undefined || this.profile !== "wall") return [];
    if (this.home.config.components?.includes("logbook") === false) return [];
    return [{ type: "logbook", target: { entity_id: [entity] }, hours_to_show: DAYS * 24, grid_options: FULL }];
  }

  /** Those that are in a state, and nothing while there are none. */
  #only(key: TextKey, ids: readonly string[], state = "on"): Card[] {
    if (ids.length === 0) return [];
    const conditions = [{ condition: "state", state }];
    const card = { type: "entities", title: this.#texts.say(key) };
    return [{ type: "entity-filter", entities: ids, conditions, card, show_empty: false, grid_options: FULL }];
  }
}

function view(path: string, title: string, icon: string, columns: number, sections: readonly Section[]): View {
  return { title, path, icon, show_icon_and_title: true, type: "sections", max_columns: columns, sections };
}

function iconOf(page: PageName): string {
  return PAGES.find((one) => one.name === page)?.icon ?? "mdi:shield-outline";
}

function list(type: string, entity: string | undefined, more: object): Card[] {
  return entity === undefined ? [] : [{ type, entity, ...more }];
}

/** Tiles that are called like their entity or, where all are of one kind, like their device. */
function tiles(type: "entity" | "device", ...entities: readonly (string | undefined)[]): Card[] {
  const known = entities.filter((entity) => entity !== undefined);
  return known.map((entity) => ({ type: "tile", entity, name: { type } }));
}
