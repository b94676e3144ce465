/** Plans as a file: nothing is taken before somebody has seen what it changes. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import "../../../src/pages/map/map-exchange";
import { consoleOf, Server, settled, shown, textOf } from "../../school";

type Exchange = HTMLElementTagNameMap["duress-map-exchange"];

const FLOOR = {
  floor_id: "2",
  floor: "Second floor",
  image: "new",
  placed: 12,
  moved: 1,
  removed: 0,
  facts: 0,
  left_out: ["299"],
};

async function opened(answers: object[], paths: string[]): Promise<Exchange> {
  const fetchWithAuth = (path: string): Promise<Response> => {
    paths.push(path);
    return Promise.resolve(new Response(JSON.stringify(answers.shift())));
  };
  return shown<Exchange>("duress-map-exchange", consoleOf(new Server(), ["see", "install"], { fetchWithAuth }));
}

async function give(element: Exchange): Promise<void> {
  const input = element.shadowRoot?.querySelector("input");
  if (!input) throw new Error("no input");
  Object.defineProperty(input, "files", { value: [new File(["{}"], "plans.json")], configurable: true });
  Object.defineProperty(input, "value", { value: "", writable: true, configurable: true });
  input.dispatchEvent(new Event("change"));
  await settled(element);
  await settled(element);
}

function dialog(element: Exchange): string {
  return (element.shadowRoot?.querySelector("duress-dialog")?.textContent ?? "").replace(/\s+/g, " ");
}

describe("plans as a file", () => {
  afterEach(() => document.body.replaceChildren());

  beforeEach(() => {
    // jsdom has no dialogs.
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
    };
  });

  it("says what a file would change, then takes it", async () => {
    const paths: string[] = [];
    const element = await opened(
      [
        { floors: [FLOOR], unknown: ["Cellar"], contacts: "same" },
        { floors: [FLOOR], unknown: [], contacts: "same" },
      ],
      paths,
    );
    await give(element);
    expect(dialog(element)).toMatch(/Second floor.*new.*12 placed, 1 moved.*299.*Cellar/);
    expect(paths).toEqual(["/api/duress/plans/S1?dry_run=1&language=en"]);
    element.shadowRoot?.querySelector<HTMLElement>("button.strong")?.click();
    await settled(element);
    expect(paths[1]).toBe("/api/duress/plans/S1?language=en");
    expect(textOf(element)).toContain("The file is imported.");
  });

  it("offers nothing for a file that changes nothing", async () => {
    const same = { ...FLOOR, image: "same", placed: 0, moved: 0 };
    const element = await opened([{ floors: [same], unknown: [], contacts: "same" }], []);
    await give(element);
    expect(dialog(element)).toContain("The file changes nothing.");
    expect(element.shadowRoot?.querySelector("button.strong")).toBeNull();
  });
});
