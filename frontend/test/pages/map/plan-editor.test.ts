/** Placing things on a plan: pointing, dragging, the keyboard, and what two people do at once. */
import { afterEach, describe, expect, it } from "vitest";
import type { Home } from "../../../src/data/home";
import "../../../src/pages/map/plan-editor";
import { consoleOf, Server, settled, shown, textOf } from "../../school";
import { floor, repeater } from "./school-map";

type Editor = HTMLElementTagNameMap["duress-plan-editor"];

async function editor(server: Server, fields: Partial<Editor> = {}, home: Partial<Home> = {}): Promise<Editor> {
  server.answers.set("auth/sign_path", { path: "/signed" });
  server.answers.set("duress/map/place", { floor_id: "second", revision: 4 });
  const element = await shown<Editor>("duress-plan-editor", consoleOf(server, ["see", "install"], home), {
    floor: floor(),
    homeless: [repeater(9)],
    ...fields,
  });
  const sheet = element.shadowRoot?.querySelector(".sheet");
  if (sheet) sheet.getBoundingClientRect = () => new DOMRect(100, 100, 1000, 500);
  return element;
}

function asked(server: Server, what: string): unknown[] {
  return server.asked.filter(({ type }) => type === `duress/map/${what}`);
}

function get(element: Editor, selector: string): HTMLElement {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

function chosen(element: Editor): string {
  return textOf(get(element, '.things [aria-pressed="true"]')).trim();
}

async function key(element: Editor, ...keys: readonly (string | readonly [string])[]): Promise<void> {
  for (const one of keys) {
    const [name, shiftKey] = typeof one === "string" ? [one, false] : [one[0], true];
    get(element, ".cross").dispatchEvent(new KeyboardEvent("keydown", { key: name, shiftKey, cancelable: true }));
    await settled(element);
  }
}

describe("the editor of a plan", () => {
  afterEach(() => document.body.replaceChildren());

  it("takes what is not placed one after the other, where somebody clicks", async () => {
    const server = new Server();
    const element = await editor(server);
    expect(chosen(element)).toBe("Room 208 to be placed");
    get(element, ".sheet").dispatchEvent(new MouseEvent("click", { clientX: 350, clientY: 200, detail: 1 }));
    await settled(element);
    expect(asked(server, "place")).toMatchObject([
      { floor_id: "second", revision: 3, pins: [{ room_id: "room_208", x: 0.25, y: 0.2 }] },
    ]);
    expect(chosen(element)).toBe("Repeater 1 to be placed");
    expect(get(element, '[data-key="room:room_208"]').getAttribute("style")).toBe("left:25.00%;top:20.00%");
    get(element, ".sheet").dispatchEvent(new MouseEvent("click", { clientX: 600, clientY: 350, detail: 1 }));
    await settled(element);
    expect(asked(server, "place")[1]).toMatchObject({ revision: 4, pins: [{ listener_id: "L1", x: 0.5, y: 0.5 }] });
  });

  it("moves by the keyboard: arrows, Enter, Escape", async () => {
    const server = new Server();
    const element = await editor(server);
    await key(element, "ArrowLeft", "ArrowUp", ["ArrowUp"], "x", "Escape", "ArrowRight", ["ArrowDown"], "Enter");
    expect(asked(server, "place")).toMatchObject([{ pins: [{ room_id: "room_208", x: 0.51, y: 0.55 }] }]);
    expect(textOf(element)).toContain("Room 208 is placed.");
  });

  it("drags what is placed, and does nothing for a tremble", async () => {
    const server = new Server();
    const element = await editor(server);
    const pin = get(element, '[data-key="room:room_204"]');
    pin.setPointerCapture = () => undefined;
    for (const [type, x] of [
      ["pointerdown", 350],
      ["pointermove", 352],
      ["pointerup", 352],
    ] as const)
      pin.dispatchEvent(new MouseEvent(type, { clientX: x, clientY: 350, bubbles: true }));
    await settled(element);
    expect([asked(server, "place"), chosen(element)]).toEqual([[], "Room 204 placed"]);
    for (const [type, x] of [
      ["pointerdown", 350],
      ["pointermove", 500],
      ["pointerup", 600],
    ] as const)
      pin.dispatchEvent(new MouseEvent(type, { clientX: x, clientY: 350, bubbles: true }));
    await settled(element);
    expect(asked(server, "place")).toMatchObject([{ pins: [{ room_id: "room_204", x: 0.5, y: 0.5 }] }]);
    expect(chosen(element)).toBe("Room 204 placed");
  });

  it("puts back what was refused, and says why", async () => {
    const server = new Server();
    server.refusals.set("duress/map/place", "Somebody else changed this.");
    const element = await editor(server);
    await key(element, "ArrowUp", "Enter");
    await settled(element);
    expect(textOf(element)).toContain("Somebody else changed this.");
    expect(element.shadowRoot?.querySelector('[data-key="room:room_208"]')).toBeNull();
  });

  it("takes things off, and takes changes back", async () => {
    const server = new Server();
    for (const what of ["unplace", "undo", "remove_plan"]) server.answers.set(`duress/map/${what}`, { revision: 4 });
    const element = await editor(server, { floor: floor({ can_undo: true }) });
    const button = (text: string): HTMLElement => {
      const found = [...(element.shadowRoot?.querySelectorAll("button") ?? [])].find((one) =>
        textOf(one).includes(text),
      );
      if (!found) throw new Error(`no ${text}`);
      return found;
    };
    for (const text of ["Room 206", "Take Room 206 off", "Undo", "Remove image"]) {
      button(text).click();
      await settled(element);
    }
    expect(asked(server, "unplace")).toMatchObject([{ pins: [{ room_id: "room_206" }] }]);
    expect([asked(server, "undo").length, asked(server, "remove_plan").length]).toEqual([1, 1]);
  });

  it("gives a floor an image, or says why it was not taken", async () => {
    const server = new Server();
    const paths: string[] = [];
    const answers = [
      new Response(JSON.stringify({ message: "This is a PDF." }), { status: 400 }),
      new Response("broken", { status: 502 }),
      new Response(JSON.stringify({ revision: 5 })),
    ];
    const fetchWithAuth = (path: string): Promise<Response> => {
      paths.push(path);
      return Promise.resolve(answers.shift() ?? new Response());
    };
    const element = await editor(server, { floor: floor({ plan: null }) }, { fetchWithAuth });
    expect(textOf(element)).toContain("Upload an image of this floor first");
    const upload = async (size: number): Promise<string> => {
      const input = get(element, "input");
      const file = { size, name: "plan.png" } as File;
      Object.defineProperty(input, "files", { value: [file], configurable: true });
      input.dispatchEvent(new Event("change"));
      await settled(element);
      return textOf(element);
    };
    expect(await upload(9_000_000)).toContain("more than 8 MB");
    expect(paths).toEqual([]);
    expect(await upload(1000)).toContain("This is a PDF.");
    expect(await upload(1000)).toContain("answer 502");
    expect(await upload(1000)).toContain("The image is uploaded.");
    expect(paths[0]).toBe("/api/duress/plans/S1/second?revision=3&language=en");
  });
});
