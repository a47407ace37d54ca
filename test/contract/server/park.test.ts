import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "../../../electron/daemon/server/limits.ts";
import { applyEdits } from "../../../shared/design/edit.ts";
import { parking } from "../../../shared/kinds/parking.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { faultOf } from "../../../shared/protocol/errors.ts";
import { machines } from "../../support/calendar-lab.ts";
import { connect } from "../../support/daemon-client.ts";
import { fastClock } from "../../support/fast-clock.ts";
import { startInnerDaemon, type InnerDaemon } from "../../support/inner-daemon.ts";
import { waitFor } from "../../support/wait-for.ts";

// A lab of one host that one machine fills: parked, it makes room for another; the charge goes down and up again.

const FASTER = 100;
const clock = fastClock(FASTER);
const { heartbeat, revalidation } = LIMITS;
const limits = { ...LIMITS, heartbeat: heartbeat * FASTER, revalidation: revalidation * FASTER };
const INVENTORY =
  "sort,name,rack,position,architecture,cores,memory,disk gib\nhost,one,,,amd64,8,40 GiB,2000\n";
const HOUR = 3_600_000;

let inner: InnerDaemon;
let client: LabwrightClient;
let pool: string;
let close = (): void => undefined;

beforeAll(async () => {
  inner = await startInnerDaemon({ clock, limits });
  const { token } = await inner.addUser("acme", ["lab-admin", "architect", "operator"]);
  const connection = await connect(inner.daemon.url, token);
  close = () => connection.socket.terminate();
  client = connection.client;
  const simulated = { driver: "simulated", hosts: 1, speed: 1000 } as const;
  pool = (await client.pools.add({ name: "One host", connection: simulated })).id;
  await client.pools.import({ id: pool, text: INVENTORY, replace: true });
});
afterAll(async () => {
  close();
  await inner?.stop();
});

const design = machines(1, "vm-xlarge");

function request(name: string) {
  const at = (hours: number): string => new Date(clock.now() + hours * HOUR).toISOString();
  const window = { start: at(0), end: at(5000) };
  const idempotencyKey = `key of ${name}`;
  return client.environments.request({ name, pool, design, window, idempotencyKey });
}

/** Parks all machines of an environment, or has them run again. */
async function apply(id: string, parked: boolean): Promise<void> {
  const { revision, design: now } = await client.environments.get({ id });
  const wanted = applyEdits(now, parking(now, Object.keys(now.nodes), parked));
  const idempotencyKey = `${id} ${revision} ${parked}`;
  await client.environments.apply({ id, design: wanted, revision, idempotencyKey });
}

const until = (id: string, state: "running" | "parked" | "removed") =>
  waitFor(`${id} is ${state}`, async () => {
    const view = await client.environments.get({ id });
    const machine = view.status.find(({ node }) => node === "m1");
    const settled = state === "removed" ? "released" : "ready";
    return view.state === settled && machine?.state === state && view;
  });
const openMeters = async (id: string): Promise<string[]> =>
  (await client.environments.get({ id })).usage
    .filter(({ end, node }) => end === null && node === "m1")
    .map(({ meter, item }) => `${meter} ${item}`)
    .sort();
const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "done",
    (thrown: unknown) => faultOf(thrown).code,
  );
const coresHeld = async (): Promise<number> => {
  const start = new Date(clock.now()).toISOString();
  const end = new Date(clock.now() + HOUR).toISOString();
  const usage = await client.pools.usage({ id: pool, start, end });
  return usage.find(({ resource }) => resource.endsWith("/host/one/cores"))!.held;
};

test("a parked machine keeps its disk and leaves the rest to another; it runs again when that is gone", async () => {
  const first = (await request("First")).id;
  await until(first, "running");
  expect(await openMeters(first)).toEqual(["instance vm-xlarge", "software debian-13"]);
  expect(await codeOf(request("Second"))).toBe("does-not-fit");

  // What it would cost less is told before.
  const drawn = (await client.environments.get({ id: first })).design;
  const off = applyEdits(drawn, parking(drawn, ["m1"], true));
  const plan = await client.environments.plan({ id: first, design: off });
  expect(plan.change?.parts).toMatchObject([
    { id: "m1.1", change: "changed", losesGiB: 0, fields: [{ field: "power", before: "on" }] },
  ]);
  const { before, after } = plan.price.hour;
  expect(Number(after)).toBeGreaterThan(0);
  expect(Number(after)).toBeLessThan(Number(before) / 10);

  await apply(first, true);
  const parked = await until(first, "parked");
  expect(parked.status.find(({ node }) => node === "m1")?.host).toBe("one");
  await waitFor("its cores are given back", async () => (await coresHeld()) === 0);
  expect(await openMeters(first)).toEqual(["storage local-disk"]);

  // Another customer's turn; meanwhile there is no way back.
  const second = (await request("Second")).id;
  await until(second, "running");
  expect(await codeOf(apply(first, false))).toBe("does-not-fit");
  expect(await openMeters(first)).toEqual(["storage local-disk"]);
  await client.environments.release({ id: second });
  await until(second, "removed");

  await apply(first, false);
  await until(first, "running");
  expect(await openMeters(first)).toEqual(["instance vm-xlarge", "software debian-13"]);
  expect(await coresHeld()).toBe(8);
  // It is the machine of before, and not one made anew.
  const { usage } = await client.environments.get({ id: first });
  const times = usage.filter(({ meter, node }) => meter === "instance" && node === "m1");
  expect(times.map(({ end }) => end === null)).toEqual([false, true]);
  await client.environments.release({ id: first });
  await until(first, "removed");
  const lines = (await client.environments.statement({ id: first })).lines;
  expect(lines.filter(({ meter }) => meter === "storage")).toMatchObject([{ item: "local-disk" }]);
});

test("a machine that has its host for itself is not parked: it would hold all of it for the price of its disk", async () => {
  const text = "sort,name,exclusive\nhost,one,yes\n";
  await client.pools.import({ id: pool, text });
  const { id } = await request("Alone");
  await until(id, "running");
  const { design: drawn } = await client.environments.get({ id });
  const off = applyEdits(drawn, parking(drawn, ["m1"], true));
  const plan = await client.environments.plan({ id, design: off });
  expect(plan.stops).toMatchObject([{ code: "part-cannot-change" }]);
  expect(await codeOf(apply(id, true))).toBe("part-cannot-change");
  await client.environments.release({ id });
  await until(id, "removed");
});
