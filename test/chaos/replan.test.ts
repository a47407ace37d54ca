import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../electron/daemon/store/index.ts";
import { spawnDaemon } from "../../electron/node/spawn-daemon.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { attempt } from "../../shared/protocol/errors.ts";
import { machines } from "../support/calendar-lab.ts";
import { connect } from "../support/daemon-client.ts";
import { SHIPPED_DAEMON } from "../support/shipped-daemon.ts";
import { valueOf } from "../support/store-fixtures.ts";
import { waitFor } from "../support/wait-for.ts";

// kill -9 while a rack is drained: what is booked there is still there as a whole, or elsewhere as a whole, and
// the next daemon does what was left.

const LIVES = [20, 120];
const COPIES = 12;
/** Beside the one that every daemon begins with. */
const LAB = "two racks";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "labwright-replan-"));
});
afterAll(async () => rm(directory, { recursive: true, force: true }));

async function withDaemon<T>(
  work: (client: LabwrightClient) => Promise<T>,
  end: "kill" | "stop",
): Promise<T> {
  const daemon = valueOf(
    await spawnDaemon({
      entry: SHIPPED_DAEMON,
      parameters: ["--data", directory],
      logFile: join(directory, "log"),
    }),
  );
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

/** Where everything is by the store alone; fails when something is held that is not of its placement. */
async function places(): Promise<readonly string[][]> {
  const store = valueOf(await openStore({ dataDirectory: directory }));
  try {
    const pool = (await store.listPools()).find(({ name }) => name === LAB);
    const racks = new Map(pool!.resources.hosts.map(({ id, rack }) => [id, rack]));
    const claims = new Map((await store.poolClaims(pool!.id)).map((one) => [one.holder, one]));
    const found: string[][] = [];
    for (const { id, state, hosts } of await store.reservations({})) {
      const placement = await store.placementOf(id);
      const held = claims.get(id)?.claims.map(({ resource }) => resource);
      expect(state).toBe("booked");
      expect(held?.toSorted()).toEqual(
        placement?.claims.map(({ resource }) => resource).toSorted(),
      );
      expect(new Set(hosts)).toEqual(new Set(Object.values(placement?.hosts ?? {})));
      found.push([...new Set(hosts.map((host) => racks.get(host) ?? ""))]);
    }
    return found;
  } finally {
    await store.close();
  }
}

test("killed while a rack is drained, each reservation is in one place as a whole, and all move in the end", async () => {
  const at = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
  const lab = await withDaemon(async (client) => {
    const connection = { driver: "simulated", hosts: 40, speed: 1000 } as const;
    const { id } = await client.pools.add({ name: LAB, connection });
    await client.reservations.create({
      name: "course",
      pool: id,
      designs: [machines(3)],
      session: { type: "from-to", start: at(2), end: at(3) },
      copies: COPIES,
      idempotencyKey: "the course",
    });
    return id;
  }, "stop");
  let before = await places();
  for (const life of LIVES) {
    const drained = before[0]![0]!;
    const stood = before.map((own) => own.includes(drained));
    await withDaemon(async (client) => {
      const pool = (await client.pools.list()).find(({ name }) => name === LAB);
      for (const { id } of pool!.conditions)
        await client.pools.endCondition({ id: lab, condition: id });
      const scope = { sort: "rack", id: drained } as const;
      const out = { kind: "draining", scope, start: at(0), end: null } as const;
      await Promise.race([attempt(client.pools.beginCondition({ id: lab, ...out })), delay(life)]);
    }, "kill");
    const racks = await places();
    expect(racks).toHaveLength(COPIES);
    // All of them in one transaction: of those that stood there nobody has moved, or everybody.
    const stand = racks.map((own) => own.includes(drained));
    expect(new Set(stand.filter((_, index) => stood[index])).size).toBe(1);
    await withDaemon(async (client) => {
      const pool = (await client.pools.list()).find(({ name }) => name === LAB);
      const kept = pool!.conditions.some(({ scope }) => scope.id === drained);
      const hosts = pool!.resources.hosts.filter(({ rack }) => rack === drained);
      const out = new Set(hosts.map(({ id }) => id));
      if (kept)
        await waitFor("all to move", async () =>
          (await client.reservations.list({})).every((one) => !one.hosts.some((id) => out.has(id))),
        );
    }, "stop");
    before = await places();
  }
});
