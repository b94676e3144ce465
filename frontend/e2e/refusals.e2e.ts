/** What stands in the way: a drill in which it gets serious, one's own press, a restart, and a desk that refuses. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { ask, calm, call, fillIn, openIncidents, press, restart, school, until } from "./acts";
import { axe, fits, open } from "./browser";

/** Wait until the page of an alarm says something. */
const says = (page: Page, words: string | RegExp): Promise<void> =>
  page.locator("duress-incident-facts section").getByText(words).first().waitFor();

test("A drill is declared real on a phone, and nobody ends the alarm of their own pendant", async () => {
  const pendant = "DEMO Pendant 20";
  const device_id = school.devices[pendant];
  await calm();
  await call("assign", { device_id, name: school.users.responder.name, staff_id: `R${Date.now()}` });
  onTestFinished(async () => {
    await call("return_device", { device_id, reason: "test" });
  });
  await call("start_drill", { site: school.site, reason: "exercise", minutes: 10 });
  const page = await open("responder", "incident", { width: 360 });
  await press(pendant, "Room 204");
  await says(page, "DRILL: this is not a real alarm");
  await page.getByRole("button", { name: "This is real …" }).click();
  const dialog = page.locator("duress-rehearsal-notice duress-dialog");
  await dialog.getByText("all its presses become real alarms").waitFor();
  await axe(page);
  await dialog.getByRole("button", { name: "Yes, it is real" }).click();
  await page.getByText("DRILL: this is not a real alarm").waitFor({ state: "detached" });
  await says(page, "Nobody has acknowledged");

  await page.getByRole("button", { name: "Acknowledge" }).click();
  await says(page, "DEMO Responder acknowledged");
  await page.getByRole("button", { name: "Danger is over …" }).click();
  const over = page.locator("duress-reason-dialog");
  await over.locator("textarea").fill("everybody is safe");
  await over.getByRole("button", { name: "Danger is over", exact: true }).click();
  await over.getByRole("alert").getByText("somebody else must say that the danger is over").waitFor();
  await fits(page);
  const real = (await openIncidents()).filter(({ mode }) => mode === "live");
  expect(real.map(({ state }) => state)).toEqual(["acknowledged"]);
});

test("An open alarm outlives a restart under the page, which says what it does not know meanwhile", async () => {
  await calm();
  await press("DEMO Pendant 07", "Room 204");
  const { incident_id, number } = await until(async () => (await openIncidents())[0]);
  await call("acknowledge", { incident_id }, "responder");

  const page = await open("office", `incident/${incident_id}`);
  let isUp = true;
  const cut: (() => Promise<void>)[] = [];
  await page.routeWebSocket(/\/api\/websocket$/, (socket) => {
    if (!isUp) return void socket.close();
    socket.connectToServer();
    cut.push(() => socket.close());
  });
  await page.reload({ waitUntil: "commit" });
  await says(page, "DEMO Responder acknowledged");
  // Home Assistant's own pages end subscriptions that have ended with the line.
  await page.evaluate(() =>
    addEventListener("unhandledrejection", (event) => {
      if ((event.reason as { code?: string } | undefined)?.code === "not_found") event.preventDefault();
    }),
  );

  isUp = false;
  await Promise.all(cut.map((end) => end()));
  await page.getByText("No connection to Home Assistant").waitFor();
  await page.getByText(/^OLD: /).waitFor();
  await restart();
  isUp = true;

  await page.getByText(/^OLD: /).waitFor({ state: "detached" });
  await says(page, "DEMO Responder acknowledged");
  await page.getByRole("button", { name: "I am on my way" }).click();
  await says(page, "DEMO Office is on the way");
  expect((await openIncidents()).map((one) => [one.incident_id, one.number])).toEqual([[incident_id, number]]);
  await calm();
});

test("What a desk refused is seen, sent again once it takes it, and confirmed", async () => {
  let status = 400;
  let refused = 0;
  const taken: string[] = [];
  const desk = createServer((request, response) => {
    if (status === 200) taken.push(String(request.headers["webhook-id"]));
    else refused += 1;
    request.resume();
    response.writeHead(status).end();
  });
  await new Promise<void>((done) => desk.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    desk.close();
  });
  const { port } = desk.address() as AddressInfo;
  const added = await fillIn(
    "subentries",
    [school.site, "endpoint"],
    { next_step_id: "webhook" },
    {
      name: "DEMO Strict desk",
      url: `http://127.0.0.1:${port}/`,
      secret: `whsec_${btoa("a secret of thirty-two letters!!")}`,
    },
  );
  onTestFinished(() => remove("DEMO Strict desk"));
  expect(added.type).toBe("create_entry");
  await calm();
  await press("DEMO Pendant 08", "Room 204");
  await expect.poll(() => refused).toBeGreaterThan(0);
  await calm();
  // As after three days of trying, which nobody can wait for here.
  await restart(() => giveUp("DEMO Strict desk"));

  const page = await open("office", "monitoring");
  const card = page.locator("duress-endpoint-card").filter({ hasText: "DEMO Strict desk" });
  await card.getByText(/messages? (was|were) given up/).waitFor();
  await card.getByRole("button", { name: "Show them" }).click();
  const rows = page.locator("duress-delivery-row").filter({ hasText: "Given up" });
  await rows.first().waitFor();
  status = 200;
  await card.getByRole("button", { name: "Send all again" }).click();
  const dialog = page.locator("duress-monitoring-page duress-dialog");
  await dialog.getByText("call the desk first").waitFor();
  await axe(page);
  await dialog.getByRole("button", { name: "Send all again" }).click();
  await page.getByText(/messages? (is|are) on (its|their) way again/).waitFor();
  await rows.first().waitFor({ state: "detached" });
  await expect.poll(() => taken.length).toBeGreaterThan(0);
  await calm();
});

/** The id of an endpoint that a test has added. */
async function idOf(title: string): Promise<string> {
  const list = { entry_id: school.site };
  const all = await ask<{ subentry_id: string; title: string }[]>("config_entries/subentries/list", list);
  return all.find((one) => one.title === title)?.subentry_id ?? "";
}

/** Take an endpoint away again. */
async function remove(title: string): Promise<void> {
  const subentry_id = await idOf(title);
  await ask("config_entries/subentries/delete", { entry_id: school.site, subentry_id });
}

/** Let the site have given up what it could not tell an endpoint; only while it stands still. */
async function giveUp(title: string): Promise<void> {
  const ledger = new DatabaseSync(school.ledger);
  const given = ledger.prepare("UPDATE delivery SET state = 'dead_letter' WHERE endpoint_id = ? AND state = 'refused'");
  given.run(await idOf(title));
  ledger.close();
}
