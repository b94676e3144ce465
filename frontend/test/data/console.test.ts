/** A console asks and acts at its school, says what one may, and shares its topics. */
import { describe, expect, it } from "vitest";
import { Console, Refused } from "../../src/data/console";
import type { Home } from "../../src/data/home";
import { consoleOf, Server, siteWith } from "../school";

describe("a console", () => {
  it("asks at its school and says why it was refused", async () => {
    const server = new Server();
    server.answers.set("duress/history", { entries: [] });
    const console = consoleOf(server);
    expect(await console.ask("duress/history", { limit: 5 })).toEqual({ entries: [] });
    expect(server.asked).toEqual([{ type: "duress/history", site: "S1", limit: 5 }]);
    server.refusals.set("duress/history", "A viewer may not read the history.");
    await expect(console.ask("duress/history")).rejects.toThrow(new Refused("A viewer may not read the history."));
  });

  it("acts and returns the answer, or says why it was refused", async () => {
    const server = new Server();
    server.answers.set("send_test", { state: "delivered" });
    const console = consoleOf(server);
    expect(await console.act("send_test", { device_id: "D" })).toEqual({ state: "delivered" });
    server.refusals.set("cancel", "Whoever carried the pendant may not cancel.");
    await expect(console.act("cancel")).rejects.toThrow("Whoever carried the pendant may not cancel.");
  });

  it("says why it was refused in the language of whoever asked", async () => {
    const error = {
      code: "service_validation_error",
      message: "Alex carried the pendant.",
      translation_domain: "duress",
      translation_key: "own_press",
      translation_placeholders: { name: "Alex" },
    };
    const texts = { "component.duress.exceptions.own_press.message": "El colgante lo llevaba" };
    const asked: string[][] = [];
    const home = (language: string): Home =>
      new Server().home({
        language,
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        callService: async () => Promise.reject(error),
        loadBackendTranslation: async (...what: string[]) => {
          asked.push(what);
          if (language === "fr") throw new Error("gone");
          return Promise.resolve((key, values) =>
            key in texts ? `${texts[key as keyof typeof texts]} ${values["name"] ?? ""}.` : "",
          );
        },
      });
    const refused = async (language: string): Promise<string> =>
      new Console(() => home(language), siteWith())
        .act<string>("cancel")
        .catch((why: unknown) => (why as Refused).message);
    expect(await refused("es")).toBe("El colgante lo llevaba Alex.");
    expect(await refused("en-GB")).toBe("Alex carried the pendant.");
    expect(await refused("fr")).toBe("Alex carried the pendant.");
    expect(asked).toEqual([
      ["exceptions", "duress"],
      ["exceptions", "duress"],
    ]);
  });

  it("says what one may", () => {
    const console = consoleOf(new Server(), ["see", "handle_incidents"]);
    expect([console.may("handle_incidents"), console.may("cancel_incidents")]).toEqual([true, false]);
  });

  it("keeps its topics when the role changes, and not at another school", () => {
    const server = new Server();
    const home = server.home();
    const first = new Console(() => home, siteWith());
    const topic = first.topic("duress/incidents");
    expect(first.topic("duress/incidents")).toBe(topic);
    expect(first.topic("duress/readiness", { language: "es" })).not.toBe(first.topic("duress/readiness"));
    expect(new Console(() => home, siteWith(["see", "survey"]), first).topic("duress/incidents")).toBe(topic);
    expect(new Console(() => home, siteWith([], { site: "S2" }), first).topic("duress/incidents")).not.toBe(topic);
  });
});
