import { isBuiltin } from "node:module";
import { ORIGIN } from "./origin.ts";
import { spawnDaemon } from "../node/spawn-daemon.ts";
import type { Fault } from "../../shared/base/fault.ts";
import type { Result } from "../../shared/base/result.ts";
import type { DaemonTicket } from "../../shared/protocol/desktop-bridge.ts";
import { faultSentence } from "../../shared/base/fault.ts";
import { forkDaemon } from "./fork-daemon.ts";

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** What fails at first often mends itself: the daemon of a window that crashed ends a moment after it. */
const PATIENT_TRIES = 3;
/** A daemon that ran this long did not fail at starting: the next wait is the first again. */
const SETTLED = 60_000;
/** One that gives no ticket for so long is asked again later. */
const PATIENCE = 10_000;

/** A daemon that listens, however it was started. */
export interface RunningDaemon {
  readonly url: string;
  readonly secret: string;
  /** Resolves when it has ended, wanted or not. */
  readonly gone: Promise<void>;
  stop(): Promise<void>;
}

export interface BundledDaemon {
  /** null while there is none. */
  ticket(): Promise<DaemonTicket | null>;
  /** Ends it, for a new one; without the long waits that failures have led to. */
  restart(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

export interface BundledDaemonOptions {
  readonly entry: string;
  readonly logFile: string;
  /** It came up or went away. */
  readonly onChange: (running: boolean) => void;
  /** Why it does not start, in a sentence. Told once until it runs again. */
  readonly onTrouble: (sentence: string) => void;
}

/** Keeps a daemon running beside the window: started at once, and again with growing waits when it dies. */
export function keepDaemon(options: BundledDaemonOptions): BundledDaemon {
  let running: RunningDaemon | null = null;
  let wait = FIRST_WAIT;
  let failures = 0;
  let wake = (): void => undefined;
  const end = new AbortController();

  const loop = async (): Promise<void> => {
    while (!end.signal.aborted) {
      const started = await startDaemon(options, end.signal);
      if (started.ok) await watch(started.value);
      else tell(started.error);
      if (!end.signal.aborted) await pause();
    }
  };
  const watch = async (daemon: RunningDaemon): Promise<void> => {
    const since = performance.now();
    if (end.signal.aborted) return daemon.stop();
    running = daemon;
    failures = 0;
    options.onChange(true);
    await daemon.gone;
    running = null;
    if (performance.now() - since > SETTLED) wait = FIRST_WAIT;
    if (!end.signal.aborted) options.onChange(false);
  };
  const tell = (reason: Fault): void => {
    failures += 1;
    if (failures === PATIENT_TRIES) options.onTrouble(faultSentence(reason));
  };
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const finished = loop();
  return {
    ticket: async () => (running === null ? null : fetchTicket(running)),
    async restart() {
      wait = FIRST_WAIT;
      await running?.stop();
      wake();
    },
    async stop() {
      end.abort();
      wake();
      await running?.stop();
      await finished;
    },
  };
}

/**
 * In Electron's own Node where that can hold the data; Electrons older than ours have no SQLite, so there
 * `npm start` names a Node that has. A packaged app never needs that.
 */
function startDaemon(
  { entry, logFile }: BundledDaemonOptions,
  signal: AbortSignal,
): Promise<Result<RunningDaemon>> {
  const node = process.env.LABWRIGHT_NODE;
  const origins = [ORIGIN];
  const able = isBuiltin("node:sqlite") || process.env.LABWRIGHT_DATABASE !== undefined;
  if (able || node === undefined) return forkDaemon({ entry, logFile, origins, signal });
  return spawnBeside({ entry, logFile, origins, node });
}

async function spawnBeside(options: {
  entry: string;
  logFile: string;
  origins: string[];
  node: string;
}): Promise<Result<RunningDaemon>> {
  const spawned = await spawnDaemon({ ...options, parameters: [] });
  if (!spawned.ok) return spawned;
  const { url, secret, process: child } = spawned.value;
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once("exit", () => resolve());
  });
  return { ok: true, value: { url, secret, gone, stop: () => spawned.value.stop() } };
}

/** Asks for a way in for one connection; the secret stays here. */
async function fetchTicket({ url, secret }: RunningDaemon): Promise<DaemonTicket | null> {
  try {
    const response = await fetch(new URL("/ticket", url), {
      method: "POST",
      headers: { authorization: `Bearer ${secret}` },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!response.ok) return null;
    const { ticket } = (await response.json()) as { ticket: string };
    const socket = new URL("/rpc", url);
    socket.protocol = "ws:";
    return { url: socket.href, ticket };
  } catch {
    // It died a moment ago, or hangs: the page asks again before its next attempt.
    return null;
  }
}
