import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { IncusConnection } from "../../electron/daemon/drivers/incus/client/connection.ts";
import { detectIncusServers } from "../../electron/daemon/drivers/incus/detect.ts";
import { createIncusDriver } from "../../electron/daemon/drivers/incus/driver.ts";
import type { PoolResources } from "../../shared/pool/pool.ts";
import type { Result } from "../../shared/base/result.ts";
import { applyNow, converge } from "../support/converge.ts";
import { freePort } from "../support/free-port.ts";
import { importBusybox } from "../support/images.ts";
import { busyboxInstance } from "../support/lab-state.ts";
import { clientCertificate, openHttps, startLxd, type LxdServer } from "../support/lxd.ts";
import { runCommand } from "../support/run-command.ts";

let server: LxdServer;
let connection: Extract<IncusConnection, { url: string }>;

beforeAll(async () => {
  server = await startLxd();
  importBusybox(server);
  connection = await openHttps(server, await freePort());
});

afterAll(() => server?.close());

async function discoverBy(changed: Partial<typeof connection>): Promise<Result<PoolResources>> {
  const driver = createIncusDriver({ ...connection, ...changed });
  const answer = await driver.discover(AbortSignal.timeout(20_000));
  await driver.close();
  return answer;
}

test("makes a machine and runs commands in it, over HTTPS with a client certificate", async () => {
  const before = await server.listing();
  const managementId = "5".repeat(32);
  const instance = busyboxInstance(managementId, "web.1", []);
  const desired = { networks: [], volumes: [], instances: [instance] };
  const environment = { managementId, name: "HTTPS", desired };
  const driver = createIncusDriver(connection);
  await converge(driver, environment);
  const answer = await runCommand(driver, environment, "web.1", "cat; hostname", "over TLS ");
  expect(answer).toMatchObject({ code: 0, stdout: "over TLS web-1\n" });
  await applyNow(driver, environment, { type: "remove-environment" });
  await driver.close();
  expect(await server.listing()).toEqual(before);
});

test("a fingerprint is taken with colons and in capitals too", async () => {
  const serverFingerprint = connection.serverFingerprint
    ?.toUpperCase()
    .replaceAll(/..(?=.)/g, "$&:");
  expect((await discoverBy({ serverFingerprint })).ok).toBe(true);
});

test("a server with another certificate than the pinned one is refused before anything is said", async () => {
  const answer = await discoverBy({ serverFingerprint: "ab".repeat(32) });
  expect(answer).toMatchObject({ ok: false, error: { code: "driver-unreachable" } });
  expect(JSON.stringify(answer)).toContain("pinned");
});

test("without a pin, a certificate that nobody vouches for is refused", async () => {
  const answer = await discoverBy({ serverFingerprint: undefined });
  expect(answer).toMatchObject({ ok: false, error: { code: "driver-unreachable" } });
});

test("a client that the server does not trust is told the way in", async () => {
  const folder = mkdtempSync(join(tmpdir(), "labwright-stranger-"));
  const answer = await discoverBy(clientCertificate(folder));
  rmSync(folder, { recursive: true });
  expect(answer).toMatchObject({ ok: false, error: { code: "driver-refused" } });
  expect(JSON.stringify(answer)).toContain("lxc config trust add");
});

test("a server on this machine is found by the folder that the environment names", async () => {
  const found = await detectIncusServers({ LXD_DIR: server.folder, INCUS_DIR: "/nowhere" });
  const own = found.find(({ socket }) => socket === server.socket);
  expect(own?.name).toMatch(/^LXD \d+\.\S+ on \S+$/);
});

test("a server that was stopped is no longer offered, and says that it is away", async () => {
  const driver = createIncusDriver({ socket: server.socket });
  await server.stop();
  const found = await detectIncusServers({ LXD_DIR: server.folder });
  expect(found.map(({ socket }) => socket)).not.toContain(server.socket);
  const answer = await driver.discover(AbortSignal.timeout(20_000));
  expect(answer).toMatchObject({ ok: false, error: { code: "driver-unreachable" } });
  await driver.close();
});
