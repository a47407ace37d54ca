import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createIncusDriver } from "../../electron/daemon/drivers/incus/driver.ts";
import type { Driver } from "../../electron/daemon/drivers/driver.ts";

// What LXD 5.0.2 answered, recorded: the real one is asked in test/lab.
const RECORDED = readFileSync(
  new URL("../fixtures/lxd/lxd-5-answers.json", import.meta.url),
  "utf8",
);
const never = new AbortController().signal;

interface Answer {
  readonly metadata: unknown;
}

/** A driver of a server on a socket that gives the recorded answers, some of them changed; a function is called instead of an answer. */
async function driverOf(changed: Readonly<Record<string, unknown>> = {}): Promise<Driver> {
  const folder = mkdtempSync(join(tmpdir(), "labwright-discovery-"));
  const recorded = JSON.parse(RECORDED) as Record<string, Answer>;
  const server = createServer(({ url = "" }, response) => {
    const metadata = url in changed ? changed[url] : recorded[url]?.metadata;
    if (typeof metadata === "function") return void metadata();
    if (metadata === undefined) response.writeHead(404);
    const answer = { ...recorded[url], metadata };
    const missing = { type: "error", error: `no answer for ${url}`, error_code: 404 };
    response.end(JSON.stringify(metadata === undefined ? missing : answer));
  }).listen(join(folder, "socket"));
  await once(server, "listening");
  const driver = createIncusDriver({ socket: join(folder, "socket") });
  onTestFinished(async () => {
    await driver.close();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });
  return driver;
}

const at = (path: string): unknown =>
  (JSON.parse(RECORDED) as Record<string, Answer>)[path]?.metadata;
const IMAGES = "/1.0/images?recursion=1";

test("what a server has becomes a pool: its host, storage pools and images", async () => {
  const [image] = at(IMAGES) as Record<string, unknown>[];
  const changed = {
    [IMAGES]: [
      image,
      { ...image, type: "virtual-machine", aliases: [{ name: "debian/12" }] },
      { ...image, architecture: "aarch64", aliases: [{ name: "debian/12" }, { name: "debian" }] },
      { ...image, aliases: [] },
    ],
  };
  const found = await (await driverOf(changed)).discover(never);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  const { hosts, storage, images, vlans } = found.value;
  expect(hosts).toMatchObject([
    // Two cores shared by sixteen, and what memory the host leaves; half of the disk is for roots.
    { id: "vm", architecture: "amd64", cores: 32, memoryMiB: 24_064, diskGiB: 111, state: "up" },
  ]);
  expect(storage).toMatchObject([
    { id: "default", capacityGiB: 111 },
    { id: "fast", capacityGiB: 222 },
  ]);
  expect(images).toEqual([
    {
      alias: "labwright-busybox",
      architecture: "amd64",
      description: "BusyBox for Labwright's tests",
    },
    { alias: "debian/12", architecture: "arm64", description: "BusyBox for Labwright's tests" },
    { alias: "debian", architecture: "arm64", description: "BusyBox for Labwright's tests" },
  ]);
  expect(vlans).toEqual([{ first: 1, last: 4094 }]);
});

test("what is Labwright's is found by its stamp, in projects and networks; others' is not", async () => {
  const ours = "5".repeat(32);
  expect(await (await driverOf()).inventory(never)).toEqual({ ok: true, value: [ours] });
  const projects = "/1.0/projects?recursion=1";
  const [standard] = at(projects) as unknown[];
  expect(await (await driverOf({ [projects]: [standard] })).inventory(never)).toEqual({
    ok: true,
    value: [ours],
  });
  const neither = { [projects]: [standard], "/1.0/networks?recursion=1": [] };
  expect(await (await driverOf(neither)).inventory(never)).toEqual({ ok: true, value: [] });
});

test("a server that cannot be a pool says why, and one that says nothing is not waited for", async () => {
  const server = at("/1.0") as { environment: object };
  const refusal = async (changed: Readonly<Record<string, unknown>>): Promise<string> => {
    const found = await (await driverOf(changed)).discover(never);
    return found.ok ? "a pool" : `${found.error.code}: ${String(found.error.parameters["detail"])}`;
  };
  const environment = (more: object) => ({
    "/1.0": { ...server, environment: { ...server.environment, ...more } },
  });
  expect(await refusal(environment({ server_clustered: true }))).toContain("it is a cluster");
  expect(await refusal(environment({ kernel_architecture: "vax" }))).toContain("vax is not known");
  expect(await refusal({ "/1.0": { auth: "untrusted" } })).toContain("lxc config trust add");
  expect(await refusal({ "/1.0/storage-pools?recursion=1": [] })).toContain("lxd init");
  expect(await refusal({ [IMAGES]: "what?" })).toContain("driver-unreachable: /1.0/images");
  const stopping = new AbortController();
  const silent = await driverOf({
    "/1.0/resources": () => stopping.abort(new Error("nobody listens any more")),
  });
  expect(await silent.discover(stopping.signal)).toMatchObject({
    error: { parameters: { detail: expect.stringContaining("nobody listens any more") } },
  });
});
