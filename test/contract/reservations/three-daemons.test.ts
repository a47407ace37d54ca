import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { hashToken } from "../../../electron/daemon/server/access.ts";
import type { Store } from "../../../electron/daemon/store/store.ts";
import { spawnDaemon, type SpawnedDaemon } from "../../../electron/node/spawn-daemon.ts";
import { connect, type TestConnection } from "../../support/daemon-client.ts";
import { CLIENTS, PATIENCE, ROUNDS, wanted, wrongWith } from "../../support/race.ts";
import { SHIPPED_DAEMON } from "../../support/shipped-daemon.ts";
import { describePostgres } from "../../support/store-engines.ts";
import { valueOf } from "../../support/store-fixtures.ts";

const DAEMONS = 3;
/** The host is given back by all winners together, now and then. */
const GIVEN_BACK = 100;
const DAY = 86_400_000;

const daemons: SpawnedDaemon[] = [];
const open: TestConnection[] = [];
const directories: string[] = [];
const LOG = "daemon.log";
afterEach(async ({ task }) => {
  // A daemon that has gone says why in its log.
  if (task.result?.state === "fail")
    for (const directory of directories)
      console.log((await readFile(join(directory, LOG), "utf8")).slice(-2000));
  for (const { socket } of open.splice(0)) socket.terminate();
  for (const daemon of daemons.splice(0)) await daemon.stop();
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true });
});

/** One more process of its own on the database. */
async function start(database: string): Promise<SpawnedDaemon> {
  const directory = await mkdtemp(join(tmpdir(), "labwright-daemon-"));
  directories.push(directory);
  const environment = { ...process.env, LABWRIGHT_DATABASE: database };
  const daemon = valueOf(
    await spawnDaemon({
      entry: SHIPPED_DAEMON,
      parameters: ["--data", directory],
      environment,
      logFile: join(directory, LOG),
    }),
  );
  daemons.push(daemon);
  return daemon;
}

/** A token of a person of a tenant. */
async function person(store: Store, number: number): Promise<string> {
  const tenant = number % 2 === 0 ? "even" : "odd";
  await store.putTenant({ id: tenant, name: tenant });
  const id = `racer-${number}`;
  await store.putUser({ id, tenant, name: id, roles: ["architect", "operator"], active: true });
  const token = `lw_${"0".repeat(60)}${String(number).padStart(4, "0")}`;
  const times = { createdAt: new Date().toISOString(), expiresAt: null, revokedAt: null };
  await store.putToken(
    { id: `token-${id}`, tenant, user: id, label: id, ...times },
    hashToken(token),
  );
  return token;
}

async function login(daemon: SpawnedDaemon, token: string): Promise<TestConnection> {
  const connection = await connect(daemon.url, token);
  open.push(connection);
  return connection;
}

async function poolOfOne({ client }: TestConnection): Promise<string> {
  const connection = { driver: "simulated", hosts: 1, speed: 1000 } as const;
  const { id } = await client.pools.add({ name: "one host", connection });
  const text = [
    "sort,name,rack,position,architecture,cores,memory,disk gib",
    "rack,R1,,,,,,",
    "host,one,R1,1,amd64,8,40 GiB,2000",
    "",
  ].join("\n");
  await client.pools.import({ id, text, replace: true });
  return id;
}

describePostgres(
  "64 clients at three daemons, each a process, race for the last host",
  (engine) => {
    test(
      "one wins, each time, and all three know who",
      async () => {
        const place = await engine.place();
        const store = await engine.open(place);
        for (let number = 0; number < DAEMONS; number++) await start(place.database ?? "");
        const pool = await poolOfOne(await login(daemons[0]!, daemons[0]!.secret));
        const clients: TestConnection[] = [];
        for (let number = 0; number < CLIENTS; number++)
          clients.push(await login(daemons[number % DAEMONS]!, await person(store, number)));
        const from = Math.ceil(Date.now() / DAY) * DAY;
        const winners: { client: TestConnection; id: string }[] = [];
        for (let round = 0; round < ROUNDS; round++) {
          const request = wanted(round, pool, from);
          const outcomes = await Promise.all(
            clients.map(async (connection, number) =>
              connection.client.reservations
                .create({ ...request, idempotencyKey: `round ${round} client ${number}` })
                .then(({ reservations }) => {
                  winners.push({ client: connection, id: reservations[0]!.id });
                  return "won";
                })
                .catch((error: Error & { code?: string }) => error.code ?? error.message),
            ),
          );
          expect(wrongWith(outcomes)).toEqual([]);
          if ((round + 1) % GIVEN_BACK === 0 || round + 1 === ROUNDS) await giveBack(round + 1);
        }

        async function giveBack(rounds: number): Promise<void> {
          const booked = await store.reservations({ pool, states: ["booked"] });
          expect(booked.map(({ id }) => id).toSorted()).toEqual(
            winners.map(({ id }) => id).toSorted(),
          );
          expect(new Set(booked.map(({ hold }) => hold.start)).size).toBe(winners.length);
          expect(await store.poolClaims(pool)).toHaveLength(winners.length);
          await Promise.all(
            winners.map(({ client: { client }, id }) => client.reservations.cancel({ id })),
          );
          winners.length = 0;
          expect(await store.poolClaims(pool)).toEqual([]);
          console.log(`${rounds} rounds, one winner in each`);
        }
      },
      PATIENCE,
    );
  },
);
