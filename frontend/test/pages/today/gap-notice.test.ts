/** What takes protection away is said on every page, once, with what to do and where to see more. */
import { afterEach, describe, expect, it } from "vitest";
import "../../../src/pages/incident/incident-page";
import "../../../src/pages/today/gap-notice";
import { openOnes, raised } from "../incident/incidents";
import { consoleOf, Server, settled, shown, textOf } from "../../school";

type Notice = HTMLElementTagNameMap["duress-gap-notice"];

const COUNTS = { receivers: 2, receivers_connected: 2, pendants: 24, pendants_ready: 24, paths: 3, paths_proven: 3 };

async function said(page: string, counts: Partial<typeof COUNTS>, alarm = false): Promise<Notice> {
  const server = new Server();
  server.answers.set("duress/readiness", { ...COUNTS, ...counts });
  return shown<Notice>("duress-gap-notice", consoleOf(server), { page, alarm });
}

const linksOf = (notice: Notice): (string | null)[] =>
  [...(notice.shadowRoot?.querySelectorAll("a") ?? [])].map((link) => link.getAttribute("href"));

describe("what takes protection away", () => {
  afterEach(() => document.body.replaceChildren());

  it("is nothing while all is well, or while only single things are amiss", async () => {
    expect(textOf(await said("map", {})).trim()).toBe("");
    expect(textOf(await said("map", { pendants_ready: 20, paths_proven: 1 })).trim()).toBe("");
    expect(textOf(await said("map", { receivers: 0, receivers_connected: 0, paths: 0, paths_proven: 0 })).trim()).toBe(
      "",
    );
  });

  it("is said with what to do and where more is said", async () => {
    const deaf = await said("walk", { receivers_connected: 0, pendants_ready: 0, paths_proven: 0 });
    expect(textOf(deaf)).toMatch(
      /no press is heard\. Call for help by telephone\..*Upkeep.*nobody outside.*Monitoring/,
    );
    expect(textOf(deaf)).not.toContain("No pendant and no button");
    expect(linksOf(deaf)).toEqual(["/duress/upkeep", "/duress/monitoring"]);
    expect(textOf(await said("people", { receivers_connected: 1 }))).toContain("1 receiver is not connected");
    expect(textOf(await said("people", { pendants_ready: 0 }))).toContain("No pendant and no button works");
  });

  it("is not said twice where a page says it itself, and leads nowhere one is already", async () => {
    const counts = { receivers_connected: 1, paths_proven: 0 };
    expect(textOf(await said("today", counts)).trim()).toBe("");
    expect(textOf(await said("monitoring", counts))).not.toContain("path to monitoring");
    expect(linksOf(await said("upkeep", counts))).toEqual(["/duress/monitoring"]);
  });

  it("is said where an alarm is read: who must telephone learns it there", async () => {
    const server = new Server();
    server.answers.set("duress/readiness", { ...COUNTS, paths_proven: 0 });
    server.answers.set("duress/incidents", openOnes(raised()));
    const page = await shown<HTMLElementTagNameMap["duress-incident-page"]>(
      "duress-incident-page",
      consoleOf(server, ["see"]),
    );
    await settled(page);
    const view = page.shadowRoot?.querySelector("duress-incident-view");
    const notice = view?.shadowRoot?.querySelector("duress-incident-facts + duress-gap-notice") ?? null;
    expect(textOf(notice)).toMatch(/nobody outside the school may know of this alarm\. Call by telephone/);
  });
});
