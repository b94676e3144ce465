/** How long each update of a page takes in the school of `bench/console_updates.py`, which runs this. */
import { writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { test } from "vitest";
import { call, school } from "../acts";
import { newContext, theBrowser } from "../browser";
import { givePlans, type Spot } from "../plans";

const PAGES = ["people", "map"];
const ROUNDS = 15;
const PENDANT = "Pendant 199";

test("updates", { timeout: 600_000 }, async () => {
  const result: Record<string, readonly number[]> = {};
  const device_id = school.devices[PENDANT];
  await givePlans(await theBrowser(), () => "", inRows);
  for (const name of PAGES) {
    const context = await newContext("owner", "en-US");
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto(`${school.url}/duress/${name}`);
    await page.locator(`duress-${name}-page h1`).waitFor();
    await taken(page, 2000);
    const found: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await call("return_device", { device_id });
      found.push(...(await taken(page, 1000)));
      await call("assign", { device_id, person: "1199" });
      found.push(...(await taken(page, 1000)));
    }
    result[name] = found;
    await context.close();
  }
  writeFileSync(process.env["CONSOLE_RESULT"] ?? "/dev/stdout", JSON.stringify(result));
});

/** Rooms in rows of ten, by their numbers; every second one is on the same floor. */
function inRows(room: string, aside: boolean): Spot {
  const at = Math.floor(Number(room.split(" ").at(-1)) / 2);
  return { x: 0.05 + 0.1 * (at % 10), y: 0.05 + 0.11 * Math.floor(at / 10) + (aside ? 0.04 : 0) };
}

/** Wait, and return how many milliseconds each update took that came since the last time. */
async function taken(page: Page, wait: number): Promise<readonly number[]> {
  await page.waitForTimeout(wait);
  return page.evaluate(() => (window as unknown as { updates: number[] }).updates.splice(0));
}

/** Runs in the page from its very beginning: times what each message of this integration causes. */
function watch(): void {
  const updates: number[] = [];
  (window as unknown as { updates: number[] }).updates = updates;
  type Listener = (event: MessageEvent<string>) => void;
  type Listen = (this: WebSocket, type: string, listener: Listener) => void;
  const sockets = WebSocket.prototype as unknown as { addEventListener: Listen; removeEventListener: Listen };
  const { addEventListener: add, removeEventListener: remove } = sockets;
  const wrapped = new WeakMap<Listener, Listener>();
  const timed =
    (socket: WebSocket, listener: Listener): Listener =>
    (event) => {
      const start = performance.now();
      listener.call(socket, event);
      if (!event.data.includes('"running":true')) return;
      const { port1, port2 } = new MessageChannel();
      // Comes after everything that the message caused, and makes the browser work out the layout too.
      port1.onmessage = () => {
        document.body.getBoundingClientRect();
        updates.push(performance.now() - start);
      };
      port2.postMessage(null);
    };
  sockets.addEventListener = function (type, listener) {
    const mine = type === "message" ? timed(this, listener) : listener;
    wrapped.set(listener, mine);
    add.call(this, type, mine);
  };
  sockets.removeEventListener = function (type, listener) {
    remove.call(this, type, wrapped.get(listener) ?? listener);
  };
}
