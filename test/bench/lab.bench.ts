import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Design } from "../../shared/design/design.ts";
import { sketch } from "../../shared/design/sketch.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { releaseFully, sendDesign, untilState } from "../support/environments.ts";
import { BUSYBOX_ALIAS, importBusybox } from "../support/images.ts";
import { startLxd, type LxdServer } from "../support/lxd.ts";
import { startKillable } from "../support/spawned-daemon.ts";
import { median, rangeOf, type BenchResult, type BenchRow } from "./measure.ts";

const NETWORK = `plain${process.pid}`;

/** What `lxc launch` is told of the catalogue's container-tiny, so that both make the same. */
const LIMITS = ["-c", "limits.cpu=1", "-c", "limits.memory=128MiB", "-d", "root,size=1GiB"];

/**
 * From *send* to *ready* for real containers, beside `lxc launch` of as many of the same on the same server,
 * in turns. Launch only creates and starts; ready also means placed, addressed and recorded.
 */
export async function bench(): Promise<BenchResult> {
  const name = "Real containers on LXD";
  if (!existsSync("/usr/bin/lxd") || process.getuid?.() !== 0)
    return { name, rows: [], skipped: "it needs LXD and root" };
  const data = mkdtempSync(join(tmpdir(), "labwright-bench-"));
  const server = await startLxd();
  try {
    importBusybox(server);
    server.lxc("network", "create", NETWORK, "ipv4.address=none", "ipv6.address=none");
    const daemon = await startKillable(data);
    const { client } = daemon.connection;
    const connection = { driver: "incus", socket: server.socket } as const;
    const { id: pool } = await client.pools.add({ name: "LXD", connection });
    const rows = [
      ...(await compare(server, client, pool, 3, 5)),
      ...(await compare(server, client, pool, 20, 3)),
    ];
    await daemon.kill();
    return { name, rows };
  } finally {
    await server.close();
    rmSync(data, { recursive: true });
  }
}

async function compare(
  server: LxdServer,
  client: LabwrightClient,
  pool: string,
  count: number,
  runs: number,
): Promise<readonly BenchRow[]> {
  const ways = {
    [`lxc launch, ${count} one after the other`]: () => launch(server, count, 1),
    [`lxc launch, ${count}, four at a time`]: () => launch(server, count, 4),
    [`Labwright, ${count}, send to ready`]: () => provision(client, pool, count),
  };
  const times = Object.keys(ways).map((): number[] => []);
  for (let round = 0; round < runs; round++)
    for (const [index, way] of Object.values(ways).entries()) times[index]?.push(await way());
  const base = median(times[0] ?? []);
  return Object.keys(ways).map((what, index) => {
    const list = times[index] ?? [];
    const value = median(list);
    const note = index === 0 ? undefined : `${(value / base).toFixed(2)} × one after the other`;
    return { what, value, unit: "ms", range: rangeOf(list), runs, note };
  });
}

/** Milliseconds that launching took; removing them again is not counted. */
async function launch(server: LxdServer, count: number, together: number): Promise<number> {
  const names = Array.from({ length: count }, (_, index) => `plain-${index + 1}`);
  const options = [BUSYBOX_ALIAS, "-s", "default", "-n", NETWORK, ...LIMITS];
  const start = performance.now();
  await inParallel(names, together, (name) => lxc(server, ["launch", ...options, name]));
  const elapsed = performance.now() - start;
  await inParallel(names, 4, (name) => lxc(server, ["delete", "--force", name]));
  return elapsed;
}

async function inParallel(
  names: readonly string[],
  together: number,
  work: (name: string) => Promise<void>,
): Promise<void> {
  const queue = [...names];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: together }, worker));
}

async function lxc(server: LxdServer, parameters: readonly string[]): Promise<void> {
  const env = { ...process.env, LXD_DIR: server.folder, LXD_CONF: join(server.folder, "client") };
  const child = spawn("lxc", parameters, { env, stdio: "ignore" });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`lxc ${parameters[0] ?? ""} failed`);
}

async function provision(client: LabwrightClient, pool: string, count: number): Promise<number> {
  const start = performance.now();
  const { id } = await sendDesign(client, pool, farm(count));
  await untilState(client, id, "ready");
  const elapsed = performance.now() - start;
  await releaseFully(client, id);
  return elapsed;
}

function farm(count: number): Design {
  return sketch(
    `Farm of ${count}`,
    {
      lan: { kind: "subnet", cidr: "10.0.0.0/24" },
      web: { kind: "machine", count, machineType: "container-tiny", operatingSystem: "busybox" },
    },
    ["web:nic lan:net"],
  );
}
