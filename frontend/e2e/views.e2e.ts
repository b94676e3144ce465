/** The dashboard and the cards in Home Assistant's own pages: in an office, on a wall for staff, and on a public display. */
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { ask, calm, openIncidents, press, SOON, until } from "./acts";
import { axe, openAddress } from "./browser";

interface Hass {
  readonly states: Readonly<Record<string, { readonly state: string; readonly last_changed: string }>>;
}

interface Suggesting {
  readonly type: string;
  getEntitySuggestion(hass: Hass, entityId: string): { readonly config: { readonly type: string } } | null;
}

const SCHOOL = "binary_sensor.demo_lincoln_school";

async function dashboard(url_path: string, config: object): Promise<void> {
  await ask("lovelace/dashboards/create", { url_path, title: "Lincoln", mode: "storage" });
  await ask("lovelace/config/save", { url_path, config });
}

beforeAll(async () => {
  await dashboard("console-office", { strategy: { type: "custom:duress" } });
  await dashboard("console-wall", { strategy: { type: "custom:duress", profile: "wall" } });
  await dashboard("console-lobby", { strategy: { type: "custom:duress", profile: "lobby" } });
  const cards = [{ type: "custom:duress-incident-card", profile: "wall" }];
  await dashboard("console-own", { views: [{ path: "own", type: "sections", sections: [{ type: "grid", cards }] }] });
});

/** Everything on a page as text, also what lies within shadow roots, and its title. */
async function serialized(page: Page): Promise<string> {
  return page.evaluate(() => {
    const write = (root: Element | ShadowRoot): string => {
      const own = root instanceof Element ? (root.cloneNode(false) as Element).outerHTML : "";
      const inner = root instanceof Element && root.shadowRoot !== null ? `#${write(root.shadowRoot)}` : "";
      const within = [...root.childNodes].map((node) =>
        node instanceof Element ? write(node) : node instanceof Text ? node.data : "",
      );
      return `${own}${inner}${within.join("")}`;
    };
    return `${document.title}${write(document.documentElement)}`;
  });
}

/** Milliseconds from the state of the school to a word on this page, by the clock that both share. */
async function late(page: Page, word: string): Promise<number> {
  await page.getByText(word, { exact: true }).first().waitFor();
  return page.evaluate((id) => {
    const { hass } = document.querySelector("home-assistant") as unknown as { hass: Hass };
    return Date.now() - Date.parse(hass.states[id]?.last_changed ?? "");
  }, SCHOOL);
}

test("A public display is the same before and during an alarm that the office sees at once", async ({ annotate }) => {
  await calm();
  const [office, lobby] = await Promise.all([
    openAddress("office", "/console-office/today"),
    openAddress("viewer", "/console-lobby/lobby"),
  ]);
  // What Home Assistant says of its start goes by itself.
  await lobby.locator("ha-toast .toast.visible").first().waitFor({ state: "detached" });
  // The clock of the display would change with the minute.
  await lobby.clock.setFixedTime(new Date());
  await office.getByText("Nothing open").waitFor();
  await lobby.locator("hui-clock-card").getByText(/\d/).first().waitFor();
  await lobby.waitForLoadState("networkidle");
  const before = [await serialized(lobby), (await lobby.screenshot()).toString("base64")];

  await press("DEMO Pendant 12", "Room 204");
  const after = await late(office, "1 open");
  await annotate(`The mark is on the page of the office ${after} ms after the state.`);
  expect(after).toBeLessThan(SOON);
  // The display's own connection knows of the alarm by now, so it is not merely late.
  await lobby.waitForFunction(
    (id) => (document.querySelector("home-assistant") as unknown as { hass: Hass }).hass.states[id]?.state === "on",
    SCHOOL,
  );
  await lobby.waitForTimeout(300);
  expect([await serialized(lobby), (await lobby.screenshot()).toString("base64")]).toEqual(before);

  const card = office.locator("duress-incident-card");
  expect(await card.innerText()).not.toMatch(/Room|Pendant|Duress/);
  await axe(office, "duress-incident-card");
  await axe(office, "duress-readiness-card");
  await office.getByText("Show", { exact: true }).click();
  await card
    .getByText(/DEMO (Room 20|Science Lab|Library)/)
    .first()
    .waitFor();
});

test("On a wall for staff every view has its cards, and an alarm is acknowledged from one", async () => {
  await calm();
  await press("DEMO Pendant 05", "Room 204");
  await until(async () => (await openIncidents())[0]);
  const page = await openAddress("responder", "/console-wall/map");
  await page.locator("duress-map-card").getByText("DEMO Pendant 05").first().waitFor();
  await axe(page, "duress-map-card");
  await page.getByRole("tab", { name: "Alarms" }).click();
  await page.getByRole("button", { name: "Acknowledge" }).click();
  await page.locator("duress-incident-card").getByText("acknowledged", { exact: true }).waitFor();
  expect((await openIncidents()).map((one) => one.state)).toEqual(["acknowledged"]);
  await axe(page, "duress-incident-card");
  await page.getByRole("tab", { name: "Upkeep" }).click();
  await page.getByText("Paths to monitoring").waitFor();
  expect(await page.getByText("Configuration error").count()).toBe(0);
});

test("Home Assistant's own editor has our form, and its picker our suggestions", async () => {
  const page = await openAddress("owner", "/console-own/own?edit=1");
  await page.locator("hui-card-edit-mode").first().click();
  await page.getByText("For whose eyes").waitFor();
  await page.getByRole("radio").last().click();
  await page.getByText("Only whoever edits the dashboard sees this sentence").first().waitFor();
  const suggested = await page.evaluate((id) => {
    const { hass } = document.querySelector("home-assistant") as unknown as { hass: Hass };
    const cards = (window as unknown as { customCards: readonly Suggesting[] }).customCards;
    return cards.flatMap((card) => card.getEntitySuggestion(hass, id)?.config.type ?? []);
  }, SCHOOL);
  expect(suggested).toEqual(["custom:duress-incident-card"]);
});
