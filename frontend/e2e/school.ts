/** The school that the browser tests share, as `scripts/console_school.py` describes it. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** Somebody who can log in; the owner is administrator of the site, the others have the role of that name. */
export type UserName = "owner" | "office" | "responder" | "technician" | "viewer";

/** A user; `tokens` is what the frontend keeps in its local storage. */
export interface User {
  readonly name: string;
  readonly password: string;
  readonly tokens: { readonly access_token: string };
}

/** Where a room is: its floor, and its middle and size in metres from the south-west corner. */
export interface Room {
  readonly floor: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly depth: number;
}

/** The school: ids by name, and who carries what by the name of the pendant. */
export interface School {
  readonly url: string;
  readonly site: string;
  /** The file of the site's ledger. */
  readonly ledger: string;
  readonly users: Readonly<Record<UserName, User>>;
  readonly devices: Readonly<Record<string, string>>;
  readonly areas: Readonly<Record<string, string>>;
  readonly people: Readonly<Record<string, string>>;
  readonly rooms: Readonly<Record<string, Room>>;
}

/** A school that runs until `stop` is called, or this process ends. */
export interface RunningSchool {
  readonly school: School;
  readonly stop: () => Promise<void>;
}

const ROOT = resolve(import.meta.dirname, "../..");

/** The Python of the development environment; `DURESS_PYTHON` names another one. */
export function python(): string {
  const found = process.env["DURESS_PYTHON"] ?? resolve(ROOT, ".venv/bin/python");
  if (!existsSync(found)) throw new Error(`There is no ${found}; run scripts/setup first.`);
  return found;
}

/** Start Home Assistant with a school of its own; `options` as `python -m scripts.console_school --help` says. */
export async function startSchool(...options: readonly string[]): Promise<RunningSchool> {
  const child = spawn(python(), ["-m", "scripts.console_school", ...options], {
    cwd: ROOT,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const school = await firstLine(child);
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await ended;
  };
  return { school, stop };
}

async function firstLine(child: ChildProcessByStdio<Writable, Readable, null>): Promise<School> {
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as School;
  throw new Error("The school did not start.");
}
