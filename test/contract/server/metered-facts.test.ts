import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sketch } from "../../../shared/design/sketch.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { ROLES } from "../../../shared/protocol/roles.ts";
import { readStatement } from "../../../shared/statements/read.ts";
import { connect, type TestConnection } from "../../support/daemon-client.ts";
import { startInnerDaemon, type InnerDaemon } from "../../support/inner-daemon.ts";
import { valueOf } from "../../support/store-fixtures.ts";
import { waitFor } from "../../support/wait-for.ts";

// What prices may depend on beside a design: the daemon says it of everything it meters.

const machine = { kind: "machine", operatingSystem: "debian-12", memoryMiB: 1024 };
const links = ["web:nic lan:net"];
const lan = { kind: "subnet", cidr: "10.0.0.0/24" };
const sent = sketch("Shop", { lan, web: machine }, links);
const grown = sketch("Shop", { lan, web: { ...machine, count: 2 } }, links);

let inner: InnerDaemon;
let wire: TestConnection;
let client: LabwrightClient;

beforeAll(async () => {
  inner = await startInnerDaemon();
  wire = await connect(inner.daemon.url, (await inner.addUser("acme", ROLES)).token);
  client = wire.client;
});

afterAll(async () => {
  wire.socket.terminate();
  await inner.stop();
});

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}

/** Its machines that are metered now. */
async function running(id: string, count: number, isWanted: (reserved: boolean) => boolean) {
  return waitFor(`${count} machines of ${id}`, async () => {
    const { usage } = await client.environments.get({ id });
    const open = usage.filter(
      ({ meter, end, reserved }) => meter === "instance" && end === null && isWanted(reserved),
    );
    return open.length === count && open;
  });
}

test("which time it is, that nobody has come yet, and which machines came by scaling", async () => {
  const connection = { driver: "simulated", hosts: 2, speed: 500 } as const;
  const pool = (await client.pools.add({ name: "two hosts", connection })).id;
  const { reservations } = await client.reservations.create({
    name: "Shop",
    pool,
    designs: [sent],
    // Made a minute before: who is there then has come in time.
    session: { type: "from-to", start: inMinutes(1.05), end: inMinutes(60) },
    margins: { setUp: 1 },
    noShowMinutes: 30,
    idempotencyKey: randomUUID(),
  });
  const { id, key } = reservations[0]!;
  // Made when its time has come.
  await waitFor("its environment", async () =>
    (await client.environments.list({})).some((one) => one.id === id),
  );
  const [waiting] = await running(id, 1, (reserved) => reserved);
  expect(waiting).toMatchObject({ session: key, autoscaled: false });
  await client.reservations.heartbeat({ id });
  const [used] = await running(id, 1, (reserved) => !reserved);
  const { usage } = await client.environments.get({ id });
  const before = usage.find(
    ({ instance, start }) => instance === "web.1" && start === waiting!.start,
  );
  expect(before?.end).toBe(used!.start);

  const { revision } = await client.environments.get({ id });
  const change = { id, revision, design: grown, idempotencyKey: randomUUID() };
  await client.environments.apply(change);
  const both = await running(id, 2, (reserved) => !reserved);
  expect(both.map(({ instance, autoscaled }) => [instance, autoscaled])).toEqual([
    ["web.1", false],
    ["web.2", true],
  ]);

  // What was accepted was one machine, whatever it is by now.
  const { text } = await client.statements.get({ environment: id });
  const { projected, actual, unaccepted } = valueOf(readStatement(text)).statement;
  const machines = (segments: readonly { readonly instance?: string | undefined }[]) =>
    new Set(
      segments.flatMap(({ instance = "" }) => (instance.startsWith("web.") ? [instance] : [])),
    );
  expect(machines(projected!.segments)).toEqual(new Set(["web.1"]));
  expect(machines(actual.segments)).toEqual(new Set(["web.1", "web.2"]));
  expect(unaccepted).toBeUndefined();
});
