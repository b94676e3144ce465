/** Monitoring and Upkeep: a test with its answer, exactly what was sent and to whom that is shown, and mended troubles. */
import { expect, test } from "vitest";
import { calm, call, press, school, simulate, until } from "./acts";
import { axe, fits, open } from "./browser";

interface Sent {
  readonly deliveries: readonly { readonly body: string; readonly state: string }[];
}

const STATION = "DEMO Monitoring station";

test("The office sends a test and sees the answer and exactly what was sent", async () => {
  await calm();
  const page = await open("office", "monitoring");
  const card = page.locator("duress-endpoint-card").filter({ hasText: STATION });
  await card.getByText("✓ Proven").waitFor();
  await card.getByRole("button", { name: "Send a test" }).click();
  await card.getByText("confirmed the test after").waitFor();
  await card.getByText("It answered: HTTP 200 OK").waitFor();
  await card.getByText("What was sent", { exact: true }).click();
  expect(await card.locator("pre").innerText()).toContain('"org.duress.test.v1"');
  await axe(page);

  await press("DEMO Pendant 05", "Room 204");
  const row = page
    .locator("duress-delivery-row")
    .filter({ hasText: STATION })
    .filter({ hasText: /Alarm(?!:)/ });
  await row.filter({ hasText: "Confirmed" }).first().waitFor();
  await row.first().locator("summary").click();
  const shown = await row.first().locator("pre").textContent();
  const sent = await until(async () => {
    const answer = await call<Sent>("show_deliveries", { device_id: school.devices[STATION], limit: 100 }, "office");
    return answer.deliveries.find(({ body }) => body === shown);
  });
  expect(JSON.parse(sent.body)).toMatchObject({ type: "org.duress.incident.raised.v1" });
  await axe(page);
  await calm();
});

test("A viewer sees that the paths are proven, but neither addresses nor what was sent", async () => {
  const page = await open("viewer", "monitoring", { width: 360, dark: true });
  const panel = page.locator("duress-panel main");
  await panel.getByText("paths to monitoring are proven").waitFor();
  await panel.getByText("is shown to responders").waitFor();
  expect(await panel.getByText("127.0.0.1").count()).toBe(0);
  expect(await panel.getByRole("button", { name: "Send a test" }).count()).toBe(0);
  expect(await panel.locator("duress-delivery-row").count()).toBe(0);
  await axe(page);
  await fits(page);
});

test("A loss of power is on the list, can be muted, and is ticked when the power is back", async () => {
  const page = await open("technician", "upkeep", { width: 360 });
  const panel = page.locator("duress-panel main");
  await panel.getByRole("heading", { name: "Signal, weakest first" }).waitFor();
  await panel
    .getByRole("img", { name: /Margin of / })
    .first()
    .waitFor();
  await simulate("DEMO Repeater 2", "mains_lost");
  const item = panel.locator("duress-trouble").filter({ hasText: "DEMO Repeater 2" });
  await item.getByText("Is there power in the building?").waitFor();

  await item.getByRole("button", { name: "Mute" }).click();
  await panel.getByLabel("Why (no names)").fill("the electrician is here");
  await axe(page);
  await panel.getByRole("button", { name: "Mute", exact: true }).click();
  await panel.getByText("the electrician is here").waitFor();
  await item.getByText("Muted", { exact: true }).waitFor();
  await axe(page);
  await fits(page);
  await panel.getByRole("button", { name: "Let it count again" }).click();
  await item.getByRole("button", { name: "Mute" }).waitFor();

  await simulate("DEMO Repeater 2", "mains_lost", { active: false });
  await panel.getByText("Mended just now").waitFor();
  await item.waitFor({ state: "detached" });
});
