/** The panel: schools, pages, and what must be seen whatever the page. */
import { afterEach, describe, expect, it } from "vitest";
import type { Home } from "../src/data/home";
import "../src/main";
import { PAGES } from "../src/pages";
import { Server, settled, siteWith, textOf } from "./school";

type Panel = HTMLElementTagNameMap["duress-panel"];
type Strip = HTMLElementTagNameMap["duress-incident-strip"];

async function opened(server: Server, path = "", more: Partial<Home> = {}): Promise<Panel> {
  const panel = document.createElement("duress-panel");
  panel.hass = server.home(more);
  panel.route = { path };
  document.body.append(panel);
  await settled(panel);
  return panel;
}

describe("the panel", () => {
  afterEach(() => {
    document.body.replaceChildren();
    history.replaceState(null, "", "/duress");
  });

  it("opens with the first page and offers all of them", async () => {
    const server = new Server();
    server.answers.set("duress/sites", { sites: [siteWith()] });
    const panel = await opened(server);
    const links = [...(panel.shadowRoot?.querySelectorAll("nav a") ?? [])];
    expect(links).toHaveLength(PAGES.length);
    expect(links.filter((link) => link.hasAttribute("aria-current")).map(textOf)).toEqual([" Today"]);
    expect(panel.shadowRoot?.querySelector("duress-today-page")).not.toBeNull();
  });

  it("says so when the connection is lost, when the school does not run, and when there is none", async () => {
    const server = new Server();
    server.answers.set("duress/sites", { sites: [siteWith(["see"], { running: false })] });
    const panel = await opened(server, "/map", { connected: false });
    expect(textOf(panel)).toContain("No connection to Home Assistant");
    expect(textOf(panel)).toContain("presses are not received");
    server.tell("duress/sites", { sites: [] });
    await panel.updateComplete;
    expect(textOf(panel)).toContain("no pendant is watched");
  });

  it("goes to another school and marks a demo", async () => {
    const server = new Server();
    const sites = [siteWith(), siteWith(["see"], { site: "S2", name: "Hill", demo: true })];
    server.answers.set("duress/sites", { sites });
    const panel = await opened(server);
    expect(textOf(panel)).not.toContain("DEMO");
    const choice = panel.shadowRoot?.querySelector("select");
    if (choice) choice.value = "S2";
    choice?.dispatchEvent(new Event("change"));
    await panel.updateComplete;
    expect(location.search).toBe("?site=S2");
    expect(textOf(panel)).toContain("DEMO");
  });

  it("shows open alarms above every page, as nobody may be looking at theirs", async () => {
    const server = new Server();
    server.answers.set("duress/sites", { sites: [siteWith()] });
    const panel = await opened(server, "/upkeep");
    const strip = panel.shadowRoot?.querySelector<Strip>("header duress-incident-strip");
    expect([strip?.page, server.followers("duress/incidents")]).toEqual(["upkeep", 1]);
  });

  it("shows nothing but the reason when it is refused", async () => {
    const server = new Server();
    server.refusals.set("duress/sites", "Ask an administrator.");
    const panel = await opened(server);
    expect(textOf(panel)).toContain("Ask an administrator.");
  });
});
