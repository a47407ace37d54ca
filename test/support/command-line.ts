import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parse } from "@optique/core/parser";
import { COMMANDS } from "../../electron/cli/commands/index.ts";
import type { Terminal } from "../../electron/cli/terminal.ts";
import { SHIPPED_CLI } from "./shipped-daemon.ts";

/** What `npx labwright` runs: of a clone its sources. */
export const LABWRIGHT = fileURLToPath(
  new URL("../../electron/cli/labwright.mjs", import.meta.url),
);

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a verb in a process of its own, as scripts do. What is not about the process itself costs a tenth here. */
export async function spawnVerb(
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  entry = SHIPPED_CLI,
): Promise<Ended> {
  const child = spawn(process.execPath, [entry, ...parameters], {
    env: { ...process.env, LABWRIGHT_DAEMON: undefined, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { code: child.exitCode ?? -1, stdout, stderr };
}

/** Runs a verb inside this process: the same verbs, with a terminal that keeps what they say. */
export async function runVerb(
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const said = { stdout: "", stderr: "" };
  const terminal: Terminal = {
    out: (line) => void (said.stdout += `${line}\n`),
    note: (line) => void (said.stderr += `${line}\n`),
    write: (stream, data) => void (said[stream] += Buffer.from(data).toString()),
    input: process.stdin,
    isScreen: false,
    columns: 80,
    rows: 24,
    environment,
    now: () => Date.now(),
  };
  const parsed = parse(COMMANDS, parameters);
  const code = parsed.success ? await parsed.value(terminal) : 2;
  return { code, ...said };
}
