import { Decimal } from "decimal.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instanceName } from "../../electron/daemon/drivers/incus/stamp.ts";
import { connect, type TestConnection } from "../support/daemon-client.ts";
import {
  exampleDesign,
  releaseFully,
  sendDesign,
  shellCommand,
  untilState,
} from "../support/environments.ts";
import { importBusybox } from "../support/images.ts";
import { startInnerDaemon, type InnerDaemon } from "../support/inner-daemon.ts";
import { startLxd, type LxdServer } from "../support/lxd.ts";
import type { CommandResult } from "../support/run-command.ts";
import { waitFor } from "../support/wait-for.ts";

const LIMIT_MBPS = 16;

/** Example 4, with a bandwidth to hold on the way to lab-b1. */
function limitedDesign(): ReturnType<typeof exampleDesign> {
  const design = exampleDesign("small-lab");
  design.links["lab-b1-subnet-b"]!.bandwidthMbps = LIMIT_MBPS;
  return design;
}

interface Tenant {
  readonly name: string;
  readonly connection: TestConnection;
  readonly environment: string;
}

describe("the small lab of two tenants on one real LXD", () => {
  let server: LxdServer;
  let daemon: InnerDaemon;
  let before: readonly string[];
  let acme: Tenant;
  let globex: Tenant;

  beforeAll(async () => {
    server = await startLxd();
    importBusybox(server);
    daemon = await startInnerDaemon();
    before = await server.listing();
    const admin = await daemon.addUser("lab", ["lab-admin"]);
    const { client, socket } = await connect(daemon.daemon.url, admin.token);
    const connection = { driver: "incus", socket: server.socket } as const;
    const pool = await client.pools.add({ name: "LXD", connection });
    socket.close();
    [acme, globex] = await Promise.all([tenant("acme", pool.id), tenant("globex", pool.id)]);
  });

  /** Sends the same drawing, with the same addresses, and waits until it runs. */
  async function tenant(name: string, pool: string): Promise<Tenant> {
    const user = await daemon.addUser(name, ["architect", "operator"]);
    const connection = await connect(daemon.daemon.url, user.token);
    const sent = await sendDesign(connection.client, pool, limitedDesign());
    const ready = await untilState(connection.client, sent.id, "ready");
    return { name, connection, environment: ready.id };
  }

  afterAll(async () => {
    acme?.connection.socket.close();
    globex?.connection.socket.close();
    await daemon?.stop();
    await server?.close();
  });

  const run = (who: Tenant, instance: string, command: string): Promise<CommandResult> =>
    shellCommand(who.connection.client, who.environment, `${instance}.1`, command);

  test("machines of one subnet reach each other, by name", async () => {
    for (const who of [acme, globex]) {
      expect(await run(who, "lab-a2", "ping -c1 -W5 lab-a1")).toMatchObject({ code: 0 });
      expect(await run(who, "lab-a1", "ping -c1 -W5 10.10.1.3")).toMatchObject({ code: 0 });
    }
  });

  test("the router joins the two subnets", async () => {
    const answer = await run(acme, "lab-a2", "ping -c1 -W5 lab-b1");
    expect(answer).toMatchObject({ code: 0 });
    // One hop less to live: it came over the router.
    expect(answer.stdout).toContain("ttl=63");
  });

  test("the application answers, over the router too", async () => {
    const page = await run(acme, "lab-b1", "wget -qO- http://lab-a1/");
    expect(page).toMatchObject({ code: 0, stdout: "lab-a1\n" });
  });

  test("neither tenant reaches the other's machine of the same address", async () => {
    for (const who of [acme, globex])
      await run(who, "lab-a1", `echo ${who.name} > /srv/www/index.html`);
    for (const who of [acme, globex])
      expect((await run(who, "lab-a2", "wget -qO- http://10.10.1.2/")).stdout).toBe(
        `${who.name}\n`,
      );
    // An address that only one of them has: on the same wire the other would at least see it answer ARP.
    await run(globex, "lab-a1", "ip address add 10.10.1.77/24 dev eth0");
    expect((await run(globex, "lab-a2", "arping -c1 -w9 -I eth0 10.10.1.77")).code).toBe(0);
    expect((await run(acme, "lab-a2", "arping -c2 -w3 -I eth0 10.10.1.77")).code).not.toBe(0);
    expect((await run(acme, "lab-a2", "ping -c2 -W2 10.10.1.77")).code).not.toBe(0);
  });

  test("the memory limit holds: who takes more is killed", async () => {
    const take = (mebibytes: number): Promise<CommandResult> =>
      run(acme, "lab-a1", `dd if=/dev/zero of=/dev/null bs=${mebibytes}M count=1`);
    expect((await take(32)).code).toBe(0);
    expect((await take(300)).code).toBe(137);
    // Only the taker is.
    expect((await run(acme, "lab-a2", "wget -qO- http://lab-a1/")).code).toBe(0);
  });

  test("the CPU limit holds: two busy programs share one core", async () => {
    expect(await run(acme, "lab-a1", "nproc")).toEqual({
      code: 0,
      stdout: "1\n",
      stderr: "",
    });
    // A background program keeps a console open as long as it holds its streams.
    const busy = "timeout 5 sh -c 'while :; do :; done' </dev/null >/dev/null 2>&1 &";
    await run(acme, "lab-a1", `${busy} ${busy}`);
    const first = { seconds: cpuSeconds("lab-a1"), at: performance.now() };
    await run(acme, "lab-a1", "sleep 2");
    const used = cpuSeconds("lab-a1") - first.seconds;
    const elapsed = (performance.now() - first.at) / 1000;
    expect(used).toBeGreaterThan(0);
    expect(used).toBeLessThan(elapsed * 1.2);
  });

  /** What acme's instance has used, as the server counts it. */
  function cpuSeconds(node: string): number {
    const line = server
      .lxc("list", "--all-projects", "--format", "csv", "--columns", "en")
      .split("\n")
      .map((row) => row.split(","))
      .filter(([, name]) => name === instanceName(`${node}.1`));
    const usages = line.map(([project = "", name = ""]) => {
      const state = server.lxc("query", `/1.0/instances/${name}/state?project=${project}`);
      return (JSON.parse(state) as { cpu: { usage: number } }).cpu.usage;
    });
    return Math.max(...usages) / 1e9;
  }

  test("the bandwidth limit holds: a download takes at least its time", async () => {
    const megabytes = 6;
    await run(acme, "lab-a1", `dd if=/dev/zero of=/srv/www/large bs=1M count=${megabytes}`);
    const began = performance.now();
    const page = await run(acme, "lab-b1", "wget -qO- http://lab-a1/large | wc -c");
    const seconds = (performance.now() - began) / 1000;
    expect(Number(page.stdout)).toBe(megabytes * 1024 ** 2);
    // A fifth is allowed for bursts and for what fits into buffers.
    expect(seconds).toBeGreaterThan(((megabytes * 8) / LIMIT_MBPS) * 0.8);
  });

  test("what each machine uses is measured: processor time and bytes rise, memory is held", async () => {
    const { client } = acme.connection;
    const start = new Date(Date.now() - 3_600_000).toISOString();
    const end = new Date(Date.now() + 3_600_000).toISOString();
    const used = async (): Promise<Readonly<Record<string, number>>> => {
      const by = ["instance" as const];
      const { rows } = await client.usage.summary({
        environment: acme.environment,
        by,
        start,
        end,
      });
      const own = rows.filter(({ keys }) => keys.instance === "lab-a1.1");
      return Object.fromEntries(own.map(({ meter, quantity }) => [meter, Number(quantity)]));
    };
    // What was used before the first look counts, too: counters are read from the boot on.
    const first = await waitFor("a first reading", async () => {
      const now = await used();
      return (now["cpu"] ?? 0) > 0 ? now : null;
    });
    await run(acme, "lab-a1", "dd if=/dev/zero bs=1M count=100 | md5sum");
    const risen = await waitFor("a reading in which more was used", async () => {
      const now = await used();
      return (now["cpu"] ?? 0) > (first["cpu"] ?? 0) && (now["memory"] ?? 0) > 0 ? now : null;
    });
    expect(risen["network-out"]).toBeGreaterThan(0);
    const told = await client.usage.gaps({ environment: acme.environment, start, end });
    expect(told.gaps.filter(({ reason }) => reason === "reset")).toEqual([]);
    // The other tenant's machine of the same name is not in it.
    const foreign = await globex.connection.client.usage.list({ start, end, limit: 10_000 });
    expect(new Set(foreign.segments.map(({ environment }) => environment))).toEqual(
      new Set([globex.environment]),
    );
  });

  test("a terminal can be opened, resized and left", async () => {
    const { client } = acme.connection;
    const events = await client.console.open({
      environment: acme.environment,
      instance: "lab-a2.1",
      terminal: { columns: 80, rows: 24 },
    });
    const type = (session: string, keys: string): Promise<unknown> =>
      client.console.write({ session, data: Buffer.from(keys).toString("base64") });
    let session = "";
    let text = "";
    let exit: number | null = null;
    for await (const event of events) {
      if (event.type === "opened") {
        session = event.session;
        await client.console.resize({ session, columns: 101, rows: 33 });
        await type(session, "stty size\n");
      }
      if (event.type === "exited") exit = event.code;
      if (event.type !== "output") continue;
      const seen = text.includes("33 101");
      text += Buffer.from(event.data, "base64").toString();
      if (!seen && text.includes("33 101")) await type(session, "exit 5\n");
    }
    expect(text).toContain("33 101");
    expect(exit).toBe(5);
  });

  test("release leaves the other tenant's alone, and in the end nothing", async () => {
    const { client } = acme.connection;
    await releaseFully(client, acme.environment);
    expect((await run(globex, "lab-b1", "ping -c1 -W5 lab-a1")).code).toBe(0);
    await releaseFully(globex.connection.client, globex.environment);
    expect(await server.listing()).toEqual(before);
    const statement = await client.environments.statement({ id: acme.environment });
    expect(statement.final).toBe(true);
    expect(statement.lines.length).toBeGreaterThan(0);
    const sum = statement.lines.reduce((total, { rounded }) => total.plus(rounded), new Decimal(0));
    expect(sum.toFixed()).toBe(new Decimal(statement.totals.gross).toFixed());
  });
});
