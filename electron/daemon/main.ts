import { mkdir } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { fault, FaultError, faultSentence, type Fault } from "../../shared/base/fault.ts";
import { err, type Result } from "../../shared/base/result.ts";
import { starterPriceBook } from "../../shared/catalogue/starter.ts";
import { practise } from "../../shared/placement/practise.ts";
import { LABWRIGHT_VERSION } from "../../shared/protocol/version.ts";
import { localSocketPath } from "../node/data-directory.ts";
import { strongRandom } from "../node/strong-random.ts";
import { systemClock } from "../node/system-clock.ts";
import { startDaemon, type Daemon } from "./daemon.ts";
import { detectLabs, openDriver } from "./drivers/index.ts";
import { HELP } from "./help.ts";
import { storeIdentity } from "./identity.ts";
import { labCatalogue } from "./lab-catalogue.ts";
import { createLog, type Log } from "./log.ts";
import { readLastSeen } from "./monitoring/last-seen.ts";
import { readCommandLine, type CommandLine } from "./options.ts";
import { meetParent, type Parent } from "./parent.ts";
import { LIMITS } from "./server/limits.ts";
import { openStore } from "./store/index.ts";

/** A daemon that cannot end in order within this time is ended anyway. */
const PATIENCE = 5000;

/** By then whoever started the daemon has its window, and its files open, in milliseconds. */
const STARTED = 15_000;

/** Between two steps of practice: who asks something meanwhile, which takes several turns, waits for one at most. */
const BETWEEN_STEPS = 500;

const log = createLog(process.env.LABWRIGHT_LOG ?? "info");
await main();

async function main(): Promise<void> {
  const parameters = process.argv.slice(2);
  if (parameters.includes("--help")) {
    process.stdout.write(HELP);
    return;
  }
  const options = readCommandLine(parameters, process.env);
  if (!options.ok) return fail(options.error, null);
  const parent = options.value.bundled ? await meetParent() : null;
  const booted = await boot(options.value, parent, log).catch((error: unknown) => asFault(error));
  if (!booted.ok) return fail(booted.error, parent);
  const { daemon, close } = booted.value;
  // Listening for the end first: a parent may ask for it as soon as it knows the address.
  const end = endOf(daemon, parent);
  parent?.tellReady(daemon.url);
  announce(daemon, options.value);
  practiseAside().catch((error: unknown) => log.error({ error }, "the solver's practice"));
  const reason = await end;
  setTimeout(() => process.exit(1), PATIENCE).unref();
  await daemon.stop();
  await close().catch(() => undefined);
  log.info({ reason }, "stopped");
  process.exit(reason === "failed" ? 1 : 0);
}

/** The first refusal is nearly as quick as the next ones then. Nobody has to wait for it, nor its end. */
async function practiseAside(): Promise<void> {
  await pause(STARTED, undefined, { ref: false });
  for (const _ of practise()) await pause(BETWEEN_STEPS, undefined, { ref: false });
}

async function boot(
  options: CommandLine,
  parent: Parent | null,
  log: Log,
): Promise<Result<{ daemon: Daemon; close: () => Promise<void> }>> {
  const { data, database } = options;
  await mkdir(data, { recursive: true, mode: 0o700 });
  const catalogue = await labCatalogue(data);
  if (!catalogue.ok) return catalogue;
  const store = await openStore({ dataDirectory: data, ...(database && { database }) });
  if (!store.ok) return store;
  const daemon = await startDaemon({
    ...options,
    version: LABWRIGHT_VERSION,
    clock: systemClock(),
    random: strongRandom(),
    log,
    limits: LIMITS,
    store: store.value,
    identity: await storeIdentity(data, database),
    lastSeen: await readLastSeen(data),
    openDriver,
    detectLabs,
    catalogue: catalogue.value,
    priceBook: starterPriceBook(),
    dataDirectory: data,
    origins: [...options.origins, ...(parent?.handOver.origins ?? [])],
    localSocket: localSocketPath(data),
    secret: parent?.handOver.secret ?? null,
  });
  const close = (): Promise<void> => store.value.close();
  if (daemon.ok) return { ok: true, value: { daemon: daemon.value, close } };
  await close();
  return daemon;
}

/** What makes the daemon stop: a signal, its parent's end, or that it cannot go on. */
async function endOf(daemon: Daemon, parent: Parent | null): Promise<string> {
  const signal = new Promise<string>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve(name));
  });
  const failure = daemon.done.then(
    () => "failed",
    (error: unknown) => {
      log.fatal({ error }, "the daemon cannot go on");
      return "failed";
    },
  );
  const gone = parent?.gone.then(() => "parent gone");
  return Promise.race([signal, failure, ...(gone === undefined ? [] : [gone])]);
}

/** The only words for people on the terminal; everything else is the log's. */
function announce({ url, firstToken }: Daemon, { data, bundled }: CommandLine): void {
  log.info({ url, data, version: LABWRIGHT_VERSION }, "listening");
  if (bundled) return;
  process.stderr.write(`Labwright daemon at ${url}, data in ${data}\n`);
  if (firstToken !== null)
    process.stderr.write(`The first operator's token, shown only this once:\n  ${firstToken}\n`);
}

function fail(reason: Fault, parent: Parent | null): void {
  parent?.tellFault(reason);
  process.stderr.write(`${faultSentence(reason)}\n`);
  process.exitCode = 1;
  // The message to the parent must leave first; nothing else may keep the process.
  setTimeout(() => process.exit(1), 100);
}

function asFault(error: unknown): Result<never> {
  if (error instanceof FaultError) return err(error.fault);
  log.fatal({ error }, "start failed");
  return err(fault("internal", { detail: String(error), reference: "start" }));
}
