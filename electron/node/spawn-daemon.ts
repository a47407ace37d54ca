import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { fault, type Fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import { fromWireFault } from "../../shared/protocol/errors.ts";
import { HAND_OVER_DESCRIPTOR, readySchema, type HandOver } from "./hand-over.ts";
import { jsonLines } from "./json-lines.ts";

export interface SpawnOptions {
  /** Options of the daemon besides `--bundled`, e.g. `["--data", folder]`. */
  readonly parameters: readonly string[];
  /** The Node 24 to run it by; left out, the present one. */
  readonly node?: string;
  /** The daemon's entry; left out, the one in the source tree beside this file. */
  readonly entry?: string;
  readonly origins?: readonly string[];
  /** Where its log goes; left out, it is discarded. */
  readonly logFile?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

export interface SpawnedDaemon {
  readonly url: string;
  /** Shown as `Authorization: Bearer …` it makes the caller the local operator. */
  readonly secret: string;
  readonly process: ChildProcess;
  /** Ends it as Ctrl-C would and waits until it is gone. */
  stop(): Promise<void>;
}

const PATIENCE = 10_000;

/** Starts a bundled daemon that ends when this process does. Resolves once it listens or has said why not. */
export async function spawnDaemon(options: SpawnOptions): Promise<Result<SpawnedDaemon>> {
  const entry = options.entry ?? fileURLToPath(new URL("../daemon/main.ts", import.meta.url));
  const child = spawn(
    options.node ?? process.execPath,
    [entry, "--bundled", ...options.parameters],
    {
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      env: options.environment ?? process.env,
      windowsHide: true,
    },
  );
  keepLog(child, options.logFile);
  const secret = randomBytes(32).toString("hex");
  const ready = await introduce(child, { secret, origins: [...(options.origins ?? [])] });
  if (!ready.ok) return ready;
  return ok({ url: ready.value, secret, process: child, stop: () => stop(child) });
}

function keepLog(child: ChildProcess, file: string | undefined): void {
  if (file === undefined) {
    child.stdout?.resume();
    child.stderr?.resume();
    return;
  }
  const log = createWriteStream(file, { flags: "a", mode: 0o600 });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.once("close", () => log.end());
}

async function introduce(child: ChildProcess, handOver: HandOver): Promise<Result<string>> {
  // A pipe beyond the first three is a socket: one channel for both ways.
  const channel = child.stdio[HAND_OVER_DESCRIPTOR] as Duplex;
  // When the daemon dies first, the reading below ends and says so.
  channel.on("error", () => undefined);
  child.once("error", () => channel.destroy());
  channel.write(`${JSON.stringify(handOver)}\n`);
  try {
    for await (const message of jsonLines(channel.iterator({ destroyOnReturn: false }))) {
      const parsed = readySchema.safeParse(message);
      if (!parsed.success) continue;
      if ("ready" in parsed.data) return ok(parsed.data.ready.url);
      return err(fromWireFault(parsed.data.fault));
    }
  } catch {
    // Falls through: a channel that breaks means the same as one that ends.
  }
  return err(notStarted(child));
}

function notStarted(child: ChildProcess): Fault {
  const detail = `The daemon ended with ${child.exitCode ?? child.signalCode ?? "no answer"}.`;
  return fault("internal", { detail, reference: "in its log" });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  await gone;
  clearTimeout(patience);
}
