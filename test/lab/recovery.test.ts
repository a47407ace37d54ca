import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import {
  exampleDesign,
  releaseFully,
  sendDesign,
  shellCommand,
  untilState,
} from "../support/environments.ts";
import { importBusybox } from "../support/images.ts";
import { startLxd, type LxdServer } from "../support/lxd.ts";
import { startKillable, type KillableDaemon } from "../support/spawned-daemon.ts";
import { waitFor } from "../support/wait-for.ts";

let server: LxdServer;
let data: string;
let daemon: KillableDaemon;
let pool: string;
let before: readonly string[];

beforeAll(async () => {
  server = await startLxd();
  importBusybox(server);
  before = await server.listing();
  data = mkdtempSync(join(tmpdir(), "labwright-recovery-"));
  daemon = await startKillable(data);
  const connection = { driver: "incus", socket: server.socket } as const;
  pool = (await client().pools.add({ name: "LXD", connection })).id;
});

afterAll(async () => {
  await daemon?.kill();
  await server?.close();
  rmSync(data, { recursive: true, force: true });
});

function client(): LabwrightClient {
  return daemon.connection.client;
}

async function restartDaemon(): Promise<void> {
  await daemon.kill();
  daemon = await startKillable(data);
}

/** What the environment adds to the server: counts by sort, to see that nothing was made twice. */
async function additions(): Promise<Readonly<Record<string, number>>> {
  const added = (await server.listing()).filter((line) => !before.includes(line));
  const sorts = Map.groupBy(added, (line) => line.split(" ")[0] ?? "");
  return Object.fromEntries([...sorts].map(([sort, lines]) => [sort, lines.length]));
}

const WHOLE = { instance: 4, network: 2, project: 1, volume: 4 };

async function expectWorking(environment: string): Promise<void> {
  await untilState(client(), environment, "ready");
  expect(await additions()).toEqual(WHOLE);
  const answer = await shellCommand(client(), environment, "lab-a2.1", "wget -qO- http://lab-b1/");
  expect(answer).toMatchObject({ code: 0, stdout: "lab-b1\n" });
}

test("kill -9 of the daemon half way, again and again: it goes on, and makes nothing twice", async () => {
  const { id } = await sendDesign(client(), pool, exampleDesign("small-lab"));
  // Killed when the project is there, with the second machine, and when all are.
  for (const [sort, count] of [
    ["project", 1],
    ["instance", 2],
    ["instance", 4],
  ] as const) {
    await waitFor(`${count} ${sort}`, async () => ((await additions())[sort] ?? 0) >= count);
    await restartDaemon();
  }
  await expectWorking(id);
  // And while it releases.
  await client().environments.release({ id });
  await waitFor("the first machine to go", async () => (await additions())["instance"] !== 4);
  await restartDaemon();
  await untilState(client(), id, "released");
  expect(await server.listing()).toEqual(before);
});

test("LXD killed half way and started again: the environment comes to be", async () => {
  const { id } = await sendDesign(client(), pool, exampleDesign("small-lab"));
  await waitFor("a machine", async () => ((await additions())["instance"] ?? 0) >= 1);
  await server.stop("SIGKILL");
  // Long enough for tries that fail.
  await sleep(1_500);
  await server.start();
  await expectWorking(id);
  await releaseFully(client(), id);
  expect(await server.listing()).toEqual(before);
});

test("a machine stopped behind its back is started and configured again", async () => {
  const { id } = await sendDesign(client(), pool, exampleDesign("small-lab"));
  await untilState(client(), id, "ready");
  const [project, name] = findInstance(await server.listing(), "lab-b1");
  server.lxc("stop", "--force", name, "--project", project);
  const answers = waitFor("lab-b1 to answer again", async () => {
    const answer = await shellCommand(
      client(),
      id,
      "lab-a1.1",
      "timeout 2 wget -qO- http://lab-b1/",
    );
    return answer.code === 0 && answer.stdout === "lab-b1\n";
  });
  expect(await answers).toBe(true);
  await releaseFully(client(), id);
  expect(await server.listing()).toEqual(before);
});

function findInstance(listing: readonly string[], node: string): [project: string, name: string] {
  const line = listing.find((one) => one.startsWith("instance ") && one.includes(`/i-${node}-`));
  const [project = "", name = ""] = line?.split(" ")[1]?.split("/") ?? [];
  return [project, name];
}
