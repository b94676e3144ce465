/** The first run and Today in a real Home Assistant: both follow what happens in the school while they are open. */
import { expect, onTestFinished, test } from "vitest";
import { calm, simulate } from "./acts";
import { axe, fits, open } from "./browser";

test("The first run shows how far the school is, follows a test message, and ends in the list to go live", async () => {
  const page = await open("owner", "start");
  const step = (name: string) => page.locator("duress-guide-step", { has: page.locator("h2", { hasText: name }) });
  await step("Connect the receiver").locator("summary").getByText("done").waitFor();
  await step("Rooms and repeaters").locator("summary").getByText("done").waitFor();
  await step("Pendants and buttons").locator("summary").getByText("done").waitFor();
  expect(await page.locator("duress-guide-step details[open]").count()).toBe(1);

  const monitoring = step("Tell the desk");
  await monitoring.locator("summary").click();
  await monitoring.getByRole("link", { name: "Send a test" }).click();
  const endpoints = page.locator("duress-monitoring-page duress-endpoint-card");
  await endpoints.first().waitFor();
  for (const endpoint of await endpoints.all()) await endpoint.getByRole("button", { name: "Send a test" }).click();
  await page.locator("duress-panel nav").getByRole("link", { name: "Set-up" }).click();
  await monitoring.locator("summary").getByText("done").waitFor();

  const live = step("Go live");
  await live.locator("summary").press("Enter");
  await live
    .getByText(/points? (is|are) open/)
    .first()
    .waitFor();
  await live.getByRole("button", { name: "Say that the school is live" }).press("Enter");
  const reason = live.getByLabel("Why it goes live all the same");
  await reason.waitFor();
  await axe(page, "duress-go-live");
  await reason.fill("the library follows next week");
  await reason.press("Enter");
  await live.getByText("DEMO Owner said that the school is live").waitFor();
  await live.getByText("Reason: the library follows next week").waitFor();
  await live.getByText(/points? (was|were) open then/).waitFor();

  await live.getByRole("button", { name: "Take it back" }).click();
  await live.getByLabel("Why (without names)").fill("only a trial");
  await live.locator("duress-dialog").getByRole("button", { name: "Take it back" }).click();
  await live.getByRole("button", { name: "Say that the school is live" }).waitFor();
});

test("Whoever may only look sees how far it is and whom to ask, on a phone too", async () => {
  const page = await open("viewer", "start", { width: 360, dark: true });
  await page.getByText(/of 7 steps done/).waitFor();
  const connect = page.locator("duress-guide-step").first();
  await connect.locator("summary").click();
  await connect.getByText("This can be done by: technician and administrator.").waitFor();
  expect(await connect.locator("a.button").count()).toBe(0);
  await fits(page);
});

test("Today's sentence and list change with each fault and back, and a drill can be begun and ended", async () => {
  await calm();
  const repeater = "DEMO Repeater 2";
  onTestFinished(() => simulate(repeater, "mains_lost", { active: false }));
  const page = await open("office", "today");
  const sentence = page.locator("duress-readiness-headline .sentence");
  await sentence.waitFor();
  const before = await sentence.innerText();
  const fault = page.locator("duress-what-to-fix li", { hasText: repeater });
  await simulate(repeater, "mains_lost");
  await fault.getByText("Is there power in the building?").waitFor();
  await page.getByRole("heading", { name: "Needs attention" }).waitFor();
  await expect.poll(() => sentence.innerText()).not.toBe(before);
  await simulate(repeater, "mains_lost", { active: false });
  await fault.waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Begin the drill" }).click();
  const begin = page.locator("duress-begin-test").getByRole("button", { name: "Begin the drill" });
  await begin.waitFor();
  await axe(page, "duress-begin-test");
  await begin.click();
  await page
    .getByText(/DRILL until/)
    .first()
    .waitFor();
  await axe(page, "duress-running-tests");
  await page.getByRole("button", { name: "End the drill" }).click();
  await page.getByText(/DRILL until/).waitFor({ state: "detached" });
});
