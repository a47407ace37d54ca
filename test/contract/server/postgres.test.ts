import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spawnDaemon } from "../../../electron/node/spawn-daemon.ts";
import { designSchema } from "../../../shared/design/design.ts";
import { connect } from "../../support/daemon-client.ts";
import { SHIPPED_DAEMON } from "../../support/shipped-daemon.ts";
import { postgresObstacle, startPostgres, type PostgresServer } from "../../support/postgres.ts";
import { waitFor } from "../../support/wait-for.ts";

const EXAMPLE = new URL("../../../assets/examples/small-lab.labwright.json", import.meta.url);
const design = designSchema.parse(JSON.parse(readFileSync(EXAMPLE, "utf8")));
const obstacle = postgresObstacle();

let server: PostgresServer;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "labwright-"));
  if (obstacle === null) server = await startPostgres();
});
afterAll(async () => {
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
});

test.skipIf(obstacle !== null)(
  "a daemon on PostgreSQL, killed half way, goes on where it was",
  async () => {
    const database = await server.createDatabase();
    const start = async () => {
      const spawned = await spawnDaemon({
        entry: SHIPPED_DAEMON,
        parameters: ["--data", directory],
        // Never on the command line, where everybody sees it.
        environment: { ...process.env, LABWRIGHT_DATABASE: database },
      });
      if (!spawned.ok) throw new Error(JSON.stringify(spawned.error));
      const { client, socket } = await connect(spawned.value.url, spawned.value.secret);
      return { daemon: spawned.value, client, socket };
    };
    const first = await start();
    const connection = { driver: "simulated" as const, hosts: 3, speed: 20 };
    const pool = await first.client.pools.add({ name: "killed", connection });
    const now = Date.now();
    const window = {
      start: new Date(now).toISOString(),
      end: new Date(now + 3_600_000).toISOString(),
    };
    const request = { name: "x", pool: pool.id, design, window, idempotencyKey: "on postgres" };
    const { id } = await first.client.environments.request(request);
    await waitFor("something to be made", async () => {
      const { status } = await first.client.environments.get({ id });
      return status.some(({ state }) => state === "starting");
    });
    first.daemon.process.kill("SIGKILL");
    await once(first.daemon.process, "exit");
    first.socket.terminate();

    const second = await start();
    expect((await second.client.environments.request(request)).id).toBe(id);
    const isIn = async (state: string) =>
      (await second.client.environments.get({ id })).state === state;
    await waitFor("ready", () => isIn("ready"));
    await second.client.environments.release({ id });
    await waitFor("released", () => isIn("released"));
    expect((await second.client.environments.statement({ id })).final).toBe(true);
    second.socket.terminate();
    await second.daemon.stop();
  },
);
