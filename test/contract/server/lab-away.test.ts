import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { DaemonOptions } from "../../../electron/daemon/daemon.ts";
import { openDriver } from "../../../electron/daemon/drivers/index.ts";
import { capacitiesAt } from "../../../electron/daemon/pool/pool-view.ts";
import { LIMITS } from "../../../electron/daemon/server/limits.ts";
import type { Store } from "../../../electron/daemon/store/store.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { faultOf } from "../../../shared/protocol/errors.ts";
import { machines } from "../../support/calendar-lab.ts";
import { connect } from "../../support/daemon-client.ts";
import { fakeServers, type FakeServers } from "../../support/fake-servers.ts";
import { fastClock } from "../../support/fast-clock.ts";
import { startInnerDaemon } from "../../support/inner-daemon.ts";
import { describeStores, type StoreEngine } from "../../support/store-engines.ts";
import { waitFor } from "../../support/wait-for.ts";

// Servers of labs that come, go, return and move while the daemon runs and people use them.

const FASTER = 100;
const clock = fastClock(FASTER);
const { heartbeat, revalidation } = LIMITS;
const limits = { ...LIMITS, heartbeat: heartbeat * FASTER, revalidation: revalidation * FASTER };
const HOUR = 3_600_000;

interface Lab {
  readonly admin: LabwrightClient;
  readonly architect: LabwrightClient;
  readonly adminId: string;
  readonly servers: FakeServers;
  /** Of a server at the socket `/one`. */
  readonly pool: string;
  readonly store: Store;
}

const ends: (() => Promise<void>)[] = [];

async function lab(engine: StoreEngine): Promise<Lab> {
  const directory = mkdtempSync(join(tmpdir(), "labwright-away-"));
  ends.push(() => Promise.resolve(rmSync(directory, { recursive: true, force: true })));
  const servers = fakeServers(2, directory);
  servers.at.set("/one", "first");
  const drivers: DaemonOptions["openDriver"] = (connection, context) =>
    connection.driver === "incus"
      ? servers.openDriver(connection, context)
      : openDriver(connection, context);
  const store = await engine.open();
  const inner = await startInnerDaemon({ clock, limits, openDriver: drivers, store });
  ends.push(() => inner.stop());
  const login = async (role: "architect" | "lab-admin") => {
    const { id, token } = await inner.addUser("acme", [role]);
    const { client, socket } = await connect(inner.daemon.url, token);
    ends.push(() => Promise.resolve(socket.terminate()));
    return { id, client };
  };
  const { id: adminId, client: admin } = await login("lab-admin");
  const { client: architect } = await login("architect");
  const connection = { driver: "incus", socket: "/one" } as const;
  const { id: pool } = await admin.pools.add({ name: "Far lab", connection });
  return { admin, architect, adminId, servers, pool, store };
}

function request({ architect, pool }: Lab, name: string) {
  const at = (hours: number): string => new Date(clock.now() + hours * HOUR).toISOString();
  const window = { start: at(0), end: at(5000) };
  const design = machines(2);
  const idempotencyKey = `key of ${name}`;
  return architect.environments.request({ name, pool, design, window, idempotencyKey });
}

const view = ({ architect }: Lab, id: string) => architect.environments.get({ id });
const untilReady = (here: Lab, id: string) =>
  waitFor("it is ready and seen", async () => {
    const found = await view(here, id);
    const runs = found.status.every(({ state }) => state === "running");
    return found.state === "ready" && found.error === null && runs && found;
  });
const poolOf = async ({ architect, pool }: Lab) =>
  (await architect.pools.list()).find(({ id }) => id === pool)!;
const untilPool = (here: Lab, state: "online" | "offline") =>
  waitFor(`the lab is ${state}`, async () => (await poolOf(here)).state === state);
const history = async ({ admin, pool }: Lab) =>
  (await admin.pools.changes({ id: pool })).map(({ by, body }) => Object.assign({ by }, body));
/** That nobody did it stands in the history a moment after the lab itself is so. */
const untilTold = (here: Lab, type: "away" | "back") =>
  waitFor(`${type} in its history`, async () =>
    (await history(here)).some((line) => line.type === type && line.by === "the lab itself"),
  );
const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "done",
    (thrown: unknown) => faultOf(thrown).code,
  );

describeStores("a lab whose server goes away", (engine) => {
  // Here, and not outside: what is outside comes after the store's own end, and a daemon ends before its store.
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });

  test("is unknown, since when and why; what runs is not failed, charged as before, and goes on when it returns", async () => {
    const here = await lab(engine);
    const { id } = await request(here, "Running");
    const before = await untilReady(here, id);
    here.servers.at.delete("/one");

    await untilPool(here, "offline");
    expect((await poolOf(here)).away).toMatchObject({
      code: "driver-unreachable",
      parameters: { detail: "/one: connect ENOENT" },
    });
    const unseen = await waitFor("it is unseen", async () => {
      const found = await view(here, id);
      return found.error?.code === "lab-unseen" && found;
    });
    expect(unseen.error?.parameters["why"]).toContain("/one: connect ENOENT");
    // Its state is the last one known, and so is every part's.
    expect(unseen.state).toBe("ready");
    expect(unseen.status).toEqual(before.status);
    expect(unseen.usage).toEqual(before.usage);
    // Nothing new comes, and nothing is lost of what asks.
    expect(await codeOf(request(here, "New"))).toBe("does-not-fit");
    const { body } = (await here.architect.events.history({ limit: 500 })).find(
      (event) => event.body.type === "pool" && event.body.state === "offline",
    )!;
    expect(body).toMatchObject({ pool: here.pool, away: { code: "driver-unreachable" } });
    await untilTold(here, "away");

    // Two more looks: it is still the same instant since which nobody knows.
    const looks = unseen.error?.parameters["since"];
    await clock.sleep(30_000);
    expect((await view(here, id)).error?.parameters["since"]).toBe(looks);

    here.servers.at.set("/one", "first");
    await untilPool(here, "online");
    const after = await untilReady(here, id);
    expect((await poolOf(here)).away).toBeNull();
    // It ran all the time: one and the same segments, open as before.
    expect(after.usage).toEqual(before.usage);
    await untilTold(here, "back");
    await untilReady(here, (await request(here, "Now it fits")).id);
    await here.architect.environments.release({ id });
    await waitFor("it is released", async () => (await view(here, id)).state === "released");
  });

  test("is reached elsewhere from now on, when the server answers there and is the same", async () => {
    const here = await lab(engine);
    const { admin, servers, pool, adminId } = here;
    const { id } = await request(here, "Running");
    const before = await untilReady(here, id);
    servers.at.set("/two", "first");
    servers.at.set("/other", "second");
    const to = (socket: string, replaced = false) =>
      admin.pools.change({ id: pool, connection: { socket }, replaced });

    expect(await codeOf(to("/nowhere"))).toBe("driver-unreachable");
    expect(await codeOf(to("/other"))).toBe("other-server");
    expect(await admin.pools.connection({ id: pool })).toMatchObject({ socket: "/one" });
    expect(await codeOf(here.architect.pools.connection({ id: pool }))).toBe("forbidden");

    await to("/two");
    servers.at.delete("/one");
    await admin.pools.refresh({ id: pool });
    await admin.pools.change({ id: pool, name: "Near lab" });
    expect(await poolOf(here)).toMatchObject({ name: "Near lab", state: "online" });
    expect((await untilReady(here, id)).usage).toEqual(before.usage);
    const changes = (await history(here)).filter(({ type }) => type === "connection");
    expect(changes).toMatchObject([
      { by: adminId, name: { before: "Far lab", after: "Near lab" }, renewed: false },
      { by: adminId, place: { before: "/one", after: "/two" }, renewed: true, replaced: false },
    ]);

    // The server is gone for good: what ran on it is made anew on the one in its place.
    servers.at.delete("/two");
    await untilPool(here, "offline");
    await to("/other", true);
    const anew = await untilReady(here, id);
    expect(anew.status.every(({ state }) => state === "running")).toBe(true);
    expect((await history(here))[0]).toMatchObject({ by: adminId, replaced: true });
    await untilTold(here, "back");
    await admin.pools.add({ name: "Second lab", connection: { driver: "simulated", hosts: 1 } });
    expect(await codeOf(admin.pools.change({ id: pool, name: "Second lab" }))).toBe(
      "already-exists",
    );
  });

  test("is away while its driver is one that only another version has, and then goes on", async () => {
    const here = await lab(engine);
    const { id } = await request(here, "Running");
    const before = await untilReady(here, id);
    const reach = async (driver: string): Promise<void> => {
      const known = (await here.store.listPools()).find((pool) => pool.id === here.pool)!;
      // What another version wrote: no schema of this one lets it in.
      const connection = Object.assign({}, known.connection, { driver });
      await here.store.putPool({ ...known, connection }, capacitiesAt(known, clock.now()));
    };
    await reach("newer");
    await untilPool(here, "offline");
    expect(await poolOf(here)).toMatchObject({
      driver: "newer",
      away: { code: "driver-unknown", parameters: { driver: "newer" } },
    });
    await waitFor("it is unseen", async () => {
      const found = await view(here, id);
      return found.state === "ready" && found.error?.code === "lab-unseen";
    });
    expect(await codeOf(here.admin.pools.connection({ id: here.pool }))).toBe("driver-unknown");
    expect(await codeOf(request(here, "New"))).toBe("does-not-fit");

    await reach("incus");
    await untilPool(here, "online");
    expect((await untilReady(here, id)).usage).toEqual(before.usage);
  });

  test("keeps what a lab admin does while it is being asked, however long that takes", async () => {
    const here = await lab(engine);
    const { admin, pool } = here;
    const [host] = (await poolOf(here)).resources.hosts;
    const gate = Promise.withResolvers<void>();
    here.servers.holdNextLook(gate.promise);
    const asking = admin.pools.refresh({ id: pool });
    await clock.sleep(1000);
    const scope = { sort: "host", id: host!.id } as const;
    const start = new Date(clock.now()).toISOString();
    await admin.pools.beginCondition({ id: pool, scope, kind: "maintenance", start, end: null });
    gate.resolve();
    await asking;
    expect((await poolOf(here)).conditions).toMatchObject([{ kind: "maintenance", scope }]);
  });
});
