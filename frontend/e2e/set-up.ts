/** Starts the school and the browser before the first test file, and ends both after the last one. */
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { python, type RunningSchool, type School, startSchool } from "./school";

declare module "vitest" {
  interface ProvidedContext {
    school: School;
    browser: string;
  }
}

/** Arguments that Chromium needs as root, and that keep it from asking anybody for anything. */
export const ARGUMENTS: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/** Where Chromium is: on this machine, or where `scripts/programs.py` fetched it. */
export function browserPath(): string {
  const options = { cwd: resolve(import.meta.dirname, "../.."), encoding: "utf8" } as const;
  return execFileSync(python(), ["-m", "scripts.programs", "chromium"], options).trim();
}

/** A school that somebody runs already; `file` has what `python -m scripts.console_school` printed. */
async function keptSchool(file: string): Promise<RunningSchool> {
  const school = JSON.parse(await readFile(file, "utf8")) as School;
  return { school, stop: () => Promise.resolve() };
}

/**
 * Called by Vitest once. Whoever writes a test saves the start of Home Assistant each time by keeping a school:
 * `tail -f /dev/null | .venv/bin/python -m scripts.console_school > FILE`, then `CONSOLE_SCHOOL=FILE npm run e2e NAME`.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const kept = process.env["CONSOLE_SCHOOL"];
  const starting = kept === undefined ? startSchool() : keptSchool(kept);
  const browser = await chromium.launchServer({ executablePath: browserPath(), args: [...ARGUMENTS] });
  const running = await starting;
  project.provide("school", running.school);
  project.provide("browser", browser.wsEndpoint());
  return async () => {
    await Promise.all([browser.close(), running.stop()]);
  };
}
