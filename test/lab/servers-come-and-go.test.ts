import { afterAll, beforeAll, expect, test } from "vitest";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { faultOf } from "../../shared/protocol/errors.ts";
import { connect } from "../support/daemon-client.ts";
import { releaseFully, sendDesign, shellCommand, untilState } from "../support/environments.ts";
import { fastClock } from "../support/fast-clock.ts";
import { freePort } from "../support/free-port.ts";
import { importBusybox } from "../support/images.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";
import { openHttps, startLxd, type LxdServer } from "../support/lxd.ts";

import { waitFor } from "../support/wait-for.ts";

// Two real servers that come, go, return and are reached in another way while one daemon and an environment run.

/** Looks come sooner than a person would wait for. */
const clock = fastClock(4);
const machine = { kind: "machine", machineType: "container-tiny", operatingSystem: "busybox" };
const design = sketch(
  "One machine",
  { web: machine, lan: { kind: "subnet", cidr: "10.7.0.0/24" } },
  ["web:nic lan:net"],
);

let far: LxdServer;
let near: LxdServer;
let inner: InnerDaemon;
let client: LabwrightClient;
let closeClient = (): void => undefined;

beforeAll(async () => {
  [far, near] = await Promise.all([startLxd(), startLxd()]);
  importBusybox(far);
  inner = await startInnerDaemon({ clock });
  const { token } = await inner.addUser("acme", ["lab-admin", "architect"]);
  const connection = await connect(inner.daemon.url, token);
  client = connection.client;
  closeClient = () => connection.socket.terminate();
});
afterAll(async () => {
  closeClient();
  await inner?.stop();
  await Promise.all([far?.close(), near?.close()]);
});

const poolOf = async (id: string) => (await client.pools.list()).find((pool) => pool.id === id)!;
const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "done",
    (thrown: unknown) => faultOf(thrown).code,
  );

/** Waits until the lab is away and the environment says so, and gives why. */
async function untilUnseen(pool: string, environment: string): Promise<string> {
  const unseen = await waitFor("it is unseen", async () => {
    const view = await client.environments.get({ id: environment });
    return view.error?.code === "lab-unseen" && view;
  });
  expect(unseen.state).toBe("ready");
  expect(unseen.status.map(({ state }) => state)).not.toContain("failed");
  const { away } = await waitFor("the lab is away", async () => {
    const found = await poolOf(pool);
    return found.state === "offline" && found;
  });
  return JSON.stringify(away);
}

async function untilSeen(pool: string, environment: string) {
  await waitFor("the lab is back", async () => (await poolOf(pool)).state === "online");
  return waitFor("it is seen", async () => {
    const view = await client.environments.get({ id: environment });
    return view.state === "ready" && view.error === null && view;
  });
}

test("servers are added, go away, return, stop trusting us and are reached in another way, and nothing is restarted", async () => {
  const before = await far.listing();
  const https = await openHttps(far, await freePort());
  const connection = { driver: "incus", ...https } as const;
  const { id: pool } = await client.pools.add({ name: "Far", connection });
  const { id } = await sendDesign(client, pool, design);
  const { usage } = await untilState(client, id, "ready");
  const bootOf = async (): Promise<string> =>
    (await shellCommand(client, id, "web.1", "cat /proc/1/stat | cut -d' ' -f22")).stdout;
  const boot = await bootOf();

  // Another one is added while that runs; two do not know of each other.
  const socket = { driver: "incus", socket: near.socket } as const;
  const { id: second } = await client.pools.add({ name: "Near", connection: socket });
  expect((await poolOf(second)).state).toBe("online");

  // It goes away; its machines run on.
  await far.stop();
  expect(await untilUnseen(pool, id)).toContain("ECONNREFUSED");
  expect((await poolOf(second)).state).toBe("online");
  expect(await codeOf(sendDesign(client, pool, design))).toBe("does-not-fit");
  await far.start();
  expect((await untilSeen(pool, id)).usage).toEqual(usage);
  expect(await bootOf()).toBe(boot);

  // It does not trust the daemon's certificate any more.
  const [trusted = ""] = far.lxc("config", "trust", "list", "--format", "csv").split("\n");
  far.lxc("config", "trust", "remove", trusted.split(",")[3] ?? "");
  expect(await untilUnseen(pool, id)).toMatch(/driver-refused/);

  // The lab admin goes another way to it; a wrong turn changes nothing.
  const to = (path: string) => client.pools.change({ id: pool, connection: { socket: path } });
  expect(await codeOf(to(near.socket))).toBe("other-server");
  expect(await codeOf(to("/nowhere"))).toBe("driver-unreachable");
  await to(far.socket);
  expect((await untilSeen(pool, id)).usage).toEqual(usage);
  expect(await bootOf()).toBe(boot);

  const history = (await client.pools.changes({ id: pool })).map(({ body }) => body.type);
  expect(history.filter((type) => type !== "inventory").toReversed()).toEqual([
    "added",
    "away",
    "back",
    "away",
    "back",
    "connection",
  ]);
  await releaseFully(client, id);
  expect((await far.listing()).filter((line) => !before.includes(line))).toEqual([]);
  await client.pools.remove({ id: second });
  expect(await poolOf(second)).toBeUndefined();
});
