import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../electron/launch/build.mjs";
import { spawnDaemon, type SpawnedDaemon } from "../../electron/node/spawn-daemon.ts";
import { systemClock } from "../../electron/node/system-clock.ts";
import { designSchema } from "../../shared/design/design.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { followEvents } from "../../shared/protocol/follow-events.ts";
import { connect, type TestConnection } from "../support/daemon-client.ts";
import { waitFor } from "../support/wait-for.ts";
import { median, type BenchResult, type BenchRow } from "./measure.ts";

const STARTS = 5;
const CLIENTS = 100;
const CALLS = 2000;
const ENTRY = fileURLToPath(new URL("../../dist/daemon/main.js", import.meta.url));
const EXAMPLE = new URL("../../assets/examples/web-site-simulator.labwright.json", import.meta.url);

/** A daemon of its own process on the embedded store: start, memory, calls, and events to many clients. */
export async function bench(): Promise<BenchResult> {
  // As it is shipped: from the sources it starts half as fast and takes half as much again.
  await build(["daemon"]);
  const rows = [...(await starts())];
  const directory = await mkdtemp(join(tmpdir(), "labwright-bench-"));
  const daemon = await start(directory);
  const connections: TestConnection[] = [];
  try {
    rows.push({ what: "memory at rest", value: memoryOf(daemon), unit: "MiB" });
    const first = await connect(daemon.url, daemon.secret);
    connections.push(first);
    rows.push(await callLatency(first.client));
    while (connections.length < CLIENTS) connections.push(await connect(daemon.url, daemon.secret));
    rows.push(...(await eventsToMany(connections.map(({ client }) => client))));
    rows.push({
      what: `memory with ${CLIENTS} clients, 222 parts released`,
      value: memoryOf(daemon),
      unit: "MiB",
    });
  } finally {
    for (const { socket } of connections) socket.terminate();
    await daemon.stop();
    await rm(directory, { recursive: true, force: true });
  }
  return { name: "Daemon", rows };
}

async function start(directory: string): Promise<SpawnedDaemon> {
  const spawned = await spawnDaemon({ entry: ENTRY, parameters: ["--data", directory] });
  if (!spawned.ok) throw new Error(spawned.error.code);
  return spawned.value;
}

/** From starting the process to its listening: the first time, which makes everything, and later ones. */
async function starts(): Promise<readonly BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), "labwright-bench-"));
  const times: number[] = [];
  for (let run = 0; run <= STARTS; run++) {
    const since = performance.now();
    const daemon = await start(directory);
    times.push(performance.now() - since);
    await daemon.stop();
  }
  await rm(directory, { recursive: true, force: true });
  const [first = 0, ...later] = times;
  return [
    { what: "first start", value: first, unit: "ms" },
    { what: "start", ...summary(later), unit: "ms" },
  ];
}

async function callLatency(client: LabwrightClient): Promise<BenchRow> {
  const times: number[] = [];
  // Slower than the limit of messages per second, so that it measures the call and not the limit.
  for (let call = 0; call < CALLS / 10; call++) {
    const since = performance.now();
    await client.events.latest();
    times.push(performance.now() - since);
    await systemClock().sleep(20);
  }
  return { what: "a call there and back", ...summary(times), unit: "ms" };
}

/**
 * All clients watch while an environment of 222 parts comes and goes as fast as the simulated lab can, and
 * each must get every event.
 */
async function eventsToMany(clients: readonly LabwrightClient[]): Promise<readonly BenchRow[]> {
  const [client] = clients;
  if (client === undefined) return [];
  const pool = await client.pools.add({
    name: "bench",
    connection: { driver: "simulated", hosts: 40, speed: 2000 },
  });
  const { sequence } = await client.events.latest();
  const since = performance.now();
  const live = followAll(clients, sequence);
  await comeAndGo(client, pool.id);
  const lived = (performance.now() - since) / 1000;
  const { sequence: end } = await client.events.latest();
  await live.until(end);
  const again = performance.now();
  // The same once more, all at once: nothing waits for the lab.
  const caughtUp = followAll(clients, sequence);
  const total = await caughtUp.until(end);
  const seconds = (performance.now() - again) / 1000;
  return [
    {
      what: `events to ${CLIENTS} clients`,
      value: total / seconds,
      unit: "/s",
      note: `${total / CLIENTS} events each, caught up with`,
    },
    {
      what: `an environment of 222 parts, requested to released, ${CLIENTS} watching`,
      value: lived * 1000,
      unit: "ms",
    },
  ];
}

/** Follows the events with every client; `until` gives how many they got in all, and ends it. */
function followAll(clients: readonly LabwrightClient[], after: number) {
  const stop = new AbortController();
  const received = clients.map(() => 0);
  const newest = clients.map(() => after);
  const following = clients.map(async (one, index) => {
    const options = { after, clock: systemClock(), signal: stop.signal };
    for await (const event of followEvents(one, options)) {
      received[index] = (received[index] ?? 0) + 1;
      newest[index] = event.sequence;
    }
  });
  return {
    async until(end: number): Promise<number> {
      await waitFor("everybody to have everything", () => newest.every((last) => last >= end));
      stop.abort();
      await Promise.all(following);
      if (new Set(received).size !== 1) throw new Error("some got other events than others");
      return received.reduce((sum, count) => sum + count, 0);
    },
  };
}

async function comeAndGo(client: LabwrightClient, pool: string): Promise<void> {
  const design = designSchema.parse(JSON.parse(readFileSync(EXAMPLE, "utf8")));
  const now = Date.now();
  const window = {
    start: new Date(now).toISOString(),
    end: new Date(now + 3_600_000).toISOString(),
  };
  const request = { name: "bench", pool, design, window, idempotencyKey: "bench bench" };
  const { id } = await client.environments.request(request);
  const isIn = async (state: string) => (await client.environments.get({ id })).state === state;
  await waitFor("ready", () => isIn("ready"));
  await client.environments.release({ id });
  await waitFor("released", () => isIn("released"));
}

/** Resident memory of the daemon's process, MiB. */
function memoryOf({ process: child }: SpawnedDaemon): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

function summary(times: readonly number[]): Pick<BenchRow, "value" | "range" | "runs"> {
  return {
    value: median(times),
    range: [Math.min(...times), Math.max(...times)],
    runs: times.length,
  };
}
