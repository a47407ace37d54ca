import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readJournal, type LabItem } from "../../electron/daemon/drivers/simulated/journal.ts";
import { spawnDaemon } from "../../electron/node/spawn-daemon.ts";
import { seededRandom } from "../../shared/base/seeded-random.ts";
import { starterTerms } from "../../shared/catalogue/starter.ts";
import { designSchema } from "../../shared/design/design.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";
import { statement } from "../../shared/pricing/quote.ts";
import { MEASURED_METERS } from "../../shared/kinds/component-kind.ts";
import { defaultContract } from "../../shared/pricing/terms.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import { attempt } from "../../shared/protocol/errors.ts";
import { connect } from "../support/daemon-client.ts";
import { SHIPPED_DAEMON } from "../support/shipped-daemon.ts";
import { waitFor } from "../support/wait-for.ts";

// TRUST.md §2, promise 1: kill -9 at any moment loses, leaks and doubles nothing. More kills or other
// moments: LABWRIGHT_KILLS=200 LABWRIGHT_SEED=7.
const KILLS = Number(process.env["LABWRIGHT_KILLS"] ?? 40);
const SEED = Number(process.env["LABWRIGHT_SEED"] ?? 1);
/** Environments that are on their way at the same time. */
const AT_ONCE = 6;
/**
 * How fast the two labs are. In the fast one an environment's life spans a few kills; in the slow one what a
 * killed daemon ordered is still being made when the next one looks.
 */
const SPEEDS = [25, 3];

const EXAMPLE = new URL("../../assets/examples/small-lab.labwright.json", import.meta.url);
const design = designSchema.parse(JSON.parse(readFileSync(EXAMPLE, "utf8")));
/** What an environment is changed to, and back: one machine more, one fewer, one larger. */
const changed = applyEdits(design, [
  { type: "put-node", id: "extra", node: { ...design.nodes["lab-a2"]!, name: "extra" } },
  { type: "remove-node", id: "lab-b1" },
  { type: "set-property", id: "lab-a1", property: "memoryMiB", value: 256 },
]);
const now = Date.now();
const window = {
  start: new Date(now).toISOString(),
  end: new Date(now + 24 * 3_600_000).toISOString(),
};

const random = seededRandom(SEED);
const between = (least: number, most: number): number => least + random.next() * (most - least);

let directory: string;
let pools: readonly string[] = [];
/** Keys of requests whose environment was asked to be released, and of those that were not yet. */
const keys: string[] = [];
const releasing = new Set<string>();

async function withDaemon<T>(
  work: (client: LabwrightClient) => Promise<T>,
  end: "kill" | "stop",
): Promise<T> {
  const spawned = await spawnDaemon({
    entry: SHIPPED_DAEMON,
    parameters: ["--data", directory],
    logFile: join(directory, "log"),
  });
  if (!spawned.ok) throw new Error(JSON.stringify(spawned.error));
  const daemon = spawned.value;
  const { client, socket } = await connect(daemon.url, daemon.secret);
  try {
    return await work(client);
  } finally {
    if (end === "stop") await daemon.stop();
    else {
      daemon.process.kill("SIGKILL");
      await once(daemon.process, "exit");
    }
    socket.terminate();
  }
}

/** Kills a daemon that may not even listen yet. */
async function killWhileStarting(milliseconds: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [SHIPPED_DAEMON, "--data", directory, "--listen", "127.0.0.1:0"],
    {
      stdio: "ignore",
    },
  );
  await delay(milliseconds);
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** Asks again for everything that was ever asked for, as a client does that never saw an answer. */
async function askForAll(client: LabwrightClient): Promise<void> {
  const open = await attempt(client.environments.list({}));
  if (!open.ok) return;
  const busy = open.value.filter(({ state }) => state !== "released");
  if (busy.length < AT_ONCE) keys.push(`request-${keys.length + 1}`);
  const asked = keys.slice(-AT_ONCE).map(async (key) => {
    const pool = pools[keys.indexOf(key) % pools.length]!;
    const request = { name: key, pool, design, window, idempotencyKey: key };
    const environment = await attempt(client.environments.request(request));
    if (!environment.ok) return;
    if (random.next() < 0.4) await applyTo(client, environment.value);
    if (random.next() > 0.35) return;
    releasing.add(key);
    await attempt(client.environments.release({ id: environment.value.id }));
  });
  await Promise.all(asked);
}

/** The other design; the same key for the same revision, as after a lost answer. */
async function applyTo(client: LabwrightClient, { id, revision }: EnvironmentView): Promise<void> {
  const other = revision % 2 === 1 ? changed : design;
  const idempotencyKey = `change ${revision} of ${id}`;
  await attempt(client.environments.apply({ id, revision, design: other, idempotencyKey }));
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "labwright-kill-"));
  pools = await withDaemon(async (client) => {
    const added = SPEEDS.map((speed) =>
      client.pools.add({
        name: `lab ${speed}`,
        connection: { driver: "simulated", hosts: 20, speed, seed: SEED },
      }),
    );
    return (await Promise.all(added)).map(({ id }) => id);
  }, "stop");
});

afterAll(async () => rm(directory, { recursive: true, force: true }));

test(
  `${KILLS} kills (seed ${SEED}) lose, leak and double nothing`,
  { timeout: KILLS * 30_000 },
  async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      if (random.next() < 0.2) await killWhileStarting(between(50, 600));
      const life = between(50, 1500);
      await withDaemon(async (client) => {
        await Promise.race([askForAll(client), delay(life)]);
        await delay(between(0, life));
      }, "kill");
    }

    const ended = await withDaemon(async (client) => {
      const environments = await client.environments.list({});
      for (const { id } of environments) await client.environments.release({ id });
      await waitFor("every environment to be released", async () => {
        const open = await client.environments.list({});
        return open.every(({ state }) => state === "released");
      });
      // Nothing is held any more.
      for (const id of pools) {
        const usage = await client.pools.usage({ id, ...window });
        expect(usage.filter(({ held }) => held > 0)).toEqual([]);
      }
      return Promise.all(
        environments.map(async ({ id }) => ({
          environment: await client.environments.get({ id }),
          statement: await client.environments.statement({ id }),
        })),
      );
    }, "stop");

    // None lost, none twice: the first request's answer holds for all its repeats.
    const names = ended.map(({ environment }) => environment.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(KILLS / 20);
    expect(names.every((name) => keys.includes(name))).toBe(true);

    // The labs' own memory: nothing is left in them, and nothing was ever made twice.
    for (const id of pools) {
      const lab = readJournal(join(directory, "pools", id, "lab.jsonl"));
      expect([...lab.items.values()].filter(({ goneAt }) => goneAt === null)).toEqual([]);
      expect(lab.doubles).toEqual([]);
    }

    expect(Math.max(...ended.map(({ environment }) => environment.revision))).toBeGreaterThan(1);
    for (const { environment, statement: final } of ended) {
      expect(environment.status.every(({ state }) => state === "removed")).toBe(true);
      expect(overlapping(environment.usage)).toEqual([]);
      expect(environment.usage.filter(({ end }) => end === null)).toEqual([]);
      // The bill is what the usage says, to the cent.
      const again = statement({
        terms: {
          book: starterTerms().book,
          contract: defaultContract(environment.tenant, starterTerms().book),
        },
        segments: environment.usage,
        now: environment.updatedAt,
      });
      // What the labs' own meters counted besides is not in an environment's usage.
      const lines = final.lines.filter(({ meter }) => !(meter in MEASURED_METERS));
      expect({ ...final, lines }).toEqual({ ...again, final: true });
    }
  },
);

test("released while a killed daemon's first order is still being made, nothing stays", async () => {
  const id = await withDaemon(async (client) => {
    const connection = { driver: "simulated", hosts: 20, speed: 0.1, seed: SEED } as const;
    const pool = await client.pools.add({ name: "slow lab", connection });
    const request = { name: "early", pool: pool.id, design, window, idempotencyKey: "early-order" };
    await client.environments.request(request);
    await waitFor("the lab to have been told", () => Promise.resolve(itemsOf(pool.id).length > 0));
    return pool.id;
  }, "kill");
  // Otherwise this would prove nothing: what was ordered does not show yet.
  expect(itemsOf(id).every(({ readyAt }) => readyAt > Date.now())).toBe(true);

  await withDaemon(async (client) => {
    const environment = (await client.environments.list({})).find(({ name }) => name === "early")!;
    await client.environments.release({ id: environment.id });
    await waitFor("the release", async () => {
      const { state } = await client.environments.get({ id: environment.id });
      return state === "released";
    });
    expect(itemsOf(id)).toEqual([]);
  }, "stop");
});

/** What a lab's own memory has that is neither gone nor going by now. */
function itemsOf(pool: string): readonly LabItem[] {
  const lab = readJournal(join(directory, "pools", pool, "lab.jsonl"));
  return [...lab.items.values()].filter(({ goneAt }) => goneAt === null || goneAt > Date.now());
}

/** Segments that charge the same thing for the same instant. */
function overlapping(usage: readonly Segment[]): readonly Segment[] {
  const groups = Map.groupBy(usage, ({ instance, meter, item }) => `${instance} ${meter} ${item}`);
  return [...groups.values()].flatMap((segments) => {
    const sorted = segments.toSorted((a, b) => a.start.localeCompare(b.start));
    return sorted.filter((segment, index) => {
      const before = sorted[index - 1];
      if (before === undefined) return false;
      return typeof before.end !== "string" || before.end > segment.start;
    });
  });
}
