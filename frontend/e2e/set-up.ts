/** Starts the school and the browser before the first test file, and ends both after the last one. */
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { python, type School, startSchool } from "./school";

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

/** Called by Vitest once. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const starting = startSchool();
  const browser = await chromium.launchServer({ executablePath: browserPath(), args: [...ARGUMENTS] });
  const running = await starting;
  project.provide("school", running.school);
  project.provide("browser", browser.wsEndpoint());
  return async () => {
    await Promise.all([browser.close(), running.stop()]);
  };
}
