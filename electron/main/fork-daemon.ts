import { utilityProcess, type UtilityProcess } from "electron";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import { fromWireFault } from "../../shared/protocol/errors.ts";
import { readySchema, type HandOver } from "../node/hand-over.ts";
import type { RunningDaemon } from "./daemon.ts";

export interface ForkOptions {
  readonly entry: string;
  readonly logFile: string;
  readonly origins: string[];
  /** Gives up the start. */
  readonly signal: AbortSignal;
}

/** How long it may take to end its work before it is ended. */
const PATIENCE = 10_000;

/**
 * Runs the daemon in a utility process: plain Node inside the app, allowed even where the fuse against
 * ELECTRON_RUN_AS_NODE is blown. The secret travels over its message port.
 */
export async function forkDaemon(options: ForkOptions): Promise<Result<RunningDaemon>> {
  const child = utilityProcess.fork(options.entry, ["--bundled"], {
    serviceName: "Labwright daemon",
    stdio: "pipe",
  });
  keepLog(child, options.logFile);
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const secret = randomBytes(32).toString("hex");
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
  child.postMessage({ secret, origins: options.origins } satisfies HandOver);
  const url = await Promise.race([
    firstWord(child),
    gone.then(endedEarly),
    once(options.signal, "abort").then(endedEarly),
  ]);
  if (!url.ok) {
    child.kill();
    return url;
  }
  return ok({ url: url.value, secret, gone, stop: () => stop(child, gone) });
}

function keepLog(child: UtilityProcess, file: string): void {
  const log = createWriteStream(file, { flags: "a", mode: 0o600 });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.once("exit", () => log.end());
}

/** Resolves with the address once it listens. */
function firstWord(child: UtilityProcess): Promise<Result<string>> {
  return new Promise((resolve) => {
    child.on("message", (message: unknown) => {
      const parsed = readySchema.safeParse(message);
      if (!parsed.success) return;
      if ("ready" in parsed.data) resolve(ok(parsed.data.ready.url));
      else resolve(err(fromWireFault(parsed.data.fault)));
    });
  });
}

function endedEarly(): Result<string> {
  const detail = "The daemon ended before it listened.";
  return err(fault("internal", { detail, reference: "in its log" }));
}

async function stop(child: UtilityProcess, gone: Promise<void>): Promise<void> {
  const patience = setTimeout(() => process.kill(child.pid ?? 0, "SIGKILL"), PATIENCE);
  child.kill();
  await gone;
  clearTimeout(patience);
}
