/** An alarm from the press to its end, on a phone and in the office at the same time. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { call, calm, openIncidents, press, school, SOON, until } from "./acts";
import { axe, fits, open } from "./browser";

const NAMES = /Rivera|Osei|Novak|Lindqvist|Haddad/;
const PENDANT = "DEMO Pendant 07";

interface Hass {
  readonly connection: {
    readonly socket: { close(): void };
    subscribeEvents(
      told: (event: { data: { entity_id: string; new_state: { state: string } } }) => void,
      type: string,
    ): Promise<void>;
  };
}

/** Answers, once asked for, the milliseconds from the state of the school to the alarm on this page. */
async function stopwatch(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(async () => {
    const { hass } = document.querySelector("home-assistant") as unknown as { hass: Hass };
    const deep = (root: ParentNode): boolean =>
      root.querySelector("#next") !== null ||
      [...root.querySelectorAll("*")].some((one) => one.shadowRoot !== null && deep(one.shadowRoot));
    const marks = window as unknown as { state?: number; shown?: number };
    await hass.connection.subscribeEvents(({ data }) => {
      if (data.entity_id === "binary_sensor.demo_lincoln_school" && data.new_state.state === "on")
        marks.state ??= performance.now();
    }, "state_changed");
    const look = (): void => {
      if (deep(document)) marks.shown = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  });
  return () =>
    until(() =>
      page.evaluate(() => {
        const { state, shown } = window as unknown as { state?: number; shown?: number };
        return state === undefined || shown === undefined ? undefined : shown - state;
      }),
    );
}

/** Whether an element is within the window as it is, without scrolling. */
async function inWindow(page: Page, selector: string): Promise<boolean> {
  const box = await page.locator(selector).boundingBox();
  const size = page.viewportSize();
  if (box === null || size === null) return false;
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height;
}

const standing = (page: Page): Promise<string> => page.locator("duress-incident-facts .chip").first().innerText();

/** Wait until a page says something of the alarm. */
const says = (page: Page, words: string): Promise<void> =>
  page.locator("duress-incident-facts section").getByText(words).waitFor();

/** Where the next key goes: its words, or the name of a field. */
const focused = async (page: Page): Promise<string> =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const name = at?.getAttribute("name");
    return name ? `[${name}]` : (at?.textContent.trim() ?? "");
  });

/** End an alarm with a reason, in the dialog. */
async function because(page: Page, button: string, reason: string, end: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  const dialog = page.locator("duress-reason-dialog");
  await dialog.locator("textarea").fill(reason);
  await dialog.getByRole("button", { name: end, exact: true }).click();
  await dialog.locator("textarea").waitFor({ state: "detached" });
}

test("An alarm is seen at once, taken with two keys, and ended with reasons, in two browsers", async ({ annotate }) => {
  await calm();
  const [phone, office] = await Promise.all([
    open("responder", "today", { width: 360, height: 740 }),
    open("office", "incident"),
  ]);
  await Promise.all([phone, office].map((page) => page.locator("duress-panel main h1").waitFor()));
  const measured = await stopwatch(office);
  await press(PENDANT, "Room 204");
  const late = await measured();
  await annotate(`The alarm is on the page ${late.toFixed(0)} ms after the state.`);
  expect(late).toBeLessThan(SOON);

  await phone.locator("duress-incident-strip a:focus").waitFor();
  await phone.keyboard.press("Enter");
  await phone.locator("duress-incident-steps #next:focus").waitFor();
  await says(phone, "DEMO Sam Novak");
  for (const part of [".where", ".who", ".since", ".standing", "h1"])
    expect(await inWindow(phone, `duress-incident-facts ${part}`), part).toBe(true);
  expect(await inWindow(phone, "duress-incident-steps #next")).toBe(true);
  await fits(phone);
  await phone.keyboard.press("Enter");
  await Promise.all([phone, office].map((page) => says(page, "DEMO Responder acknowledged")));
  expect(await standing(office)).toBe("acknowledged");

  await phone.reload({ waitUntil: "commit" });
  await phone.getByRole("button", { name: "I am on my way" }).click();
  await says(office, "DEMO Responder is on the way.");
  await phone.getByRole("button", { name: "I am there" }).click();
  await office.getByText("delivered after").first().waitFor();
  await axe(office);
  await because(office, "Danger is over …", "everybody is safe", "Danger is over");
  await because(office, "Close …", "all is done", "Close the alarm");
  await says(phone, "Closed by DEMO Office");
  expect(await phone.locator("duress-incident-timeline li").allInnerTexts()).toContainEqual(
    expect.stringContaining("DEMO Office: danger is over – “everybody is safe”"),
  );
  expect(await openIncidents()).toEqual([]);
});

test("The keyboard alone leads from the press to the end, and is never lost on the way", async ({ annotate }) => {
  await calm();
  const page = await open("office", "today");
  await page.locator("duress-panel main h1").waitFor();
  await press("DEMO Pendant 12", "Room 204");
  await page.locator("duress-incident-strip a:focus").waitFor();
  let keys = 0;
  const key = async (name: string, then: string): Promise<void> => {
    await page.keyboard.press(name);
    keys += 1;
    await until(async () => (await focused(page)).includes(then));
    // A button that has just got another meaning takes nothing for a moment.
    await page.locator("#next[aria-disabled=true]").waitFor({ state: "detached" });
  };
  await key("Enter", "Acknowledge");
  await key("Enter", "I am on my way");
  await annotate(`${keys} keys to acknowledge`);
  expect(keys).toBeLessThanOrEqual(3);
  await key("Enter", "I am there");
  await key("Enter", "Danger is over …");
  await key("Enter", "[reason]");
  await key("Escape", "Danger is over …");
  await key("Enter", "[reason]");
  await key("Tab", "Checked the room");
  await key("Enter", "Danger is over");
  await key("Enter", "Close …");
  await key("Enter", "[reason]");
  await page.keyboard.type("all is done");
  await key("Enter", "Duress");
  await annotate(`${keys} keys to the end, of which 2 look at the dialog only`);

  await press("DEMO Pendant 01", "Room 101");
  await until(async () => (await openIncidents())[0]);
  await page.getByRole("link", { name: /^Another alarm: Duress/ }).click();
  await page.locator("#next:focus:not([aria-disabled=true])", { hasText: "Acknowledge" }).waitFor();
  await page.getByRole("button", { name: "Cancel …" }).focus();
  await key("Enter", "[disposition]");
  await key("Tab", "[reason]");
  await page.keyboard.type("by mistake");
  await key("Enter", "Close …");
  await calm();
});

test("Who may only look sees neither names nor what they may not do, and what is old is marked", async () => {
  await calm();
  // Another one: the first may still be held down.
  await press("DEMO Pendant 08", "Room 204");
  await until(async () => (await openIncidents())[0]);
  await call("acknowledge", { incident_id: (await openIncidents())[0]?.incident_id }, "responder");
  const page = await open("viewer", "incident", { width: 360, height: 740 });
  await page.locator("duress-incident-facts h1").waitFor();
  await says(page, "Somebody acknowledged");
  expect(await page.locator("duress-panel main").innerText()).not.toMatch(NAMES);
  const buttons = await page.locator("duress-panel main").getByRole("button").allInnerTexts();
  expect(buttons).toEqual(["Tell more people now"]);

  await page.evaluate(() => {
    // No new connection comes about from now on.
    window.WebSocket = class extends EventTarget {} as unknown as typeof WebSocket;
    (document.querySelector("home-assistant") as unknown as { hass: Hass }).hass.connection.socket.close();
  });
  await page.getByText(/^OLD: /).waitFor();
  await page.getByRole("button", { name: "Tell more people now" }).click();
  await page.getByText("so nothing was done").waitFor();
  expect(school.people["DEMO Pendant 08"]).toMatch(NAMES);
});
