import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { spawnDaemon, type SpawnedDaemon } from "../../electron/node/spawn-daemon.ts";
import { faultSentence } from "../../shared/base/fault.ts";
import { emptyDesign } from "../../shared/design/design.ts";
import { exampleDesigns } from "../../shared/design/examples.ts";
import { printDesign } from "../../shared/design/print.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { LABWRIGHT, runVerb } from "../support/command-line.ts";
import { SHIPPED_DAEMON } from "../support/shipped-daemon.ts";

// What people really do wrong, with the command line on a real daemon: each gets its answer, and nothing
// is lost or made. What garbage does to the socket is in server/frames.test.ts.

const good = printDesign(exampleDesigns().find(({ id }) => id === "small-lab")!.design);

let folder = "";
let daemon: SpawnedDaemon;

async function startDaemon(): Promise<SpawnedDaemon> {
  const spawned = await spawnDaemon({
    entry: SHIPPED_DAEMON,
    parameters: ["--data", join(folder, "data")],
  });
  if (!spawned.ok) throw new Error(faultSentence(spawned.error));
  return spawned.value;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "labwright-bad-"));
  daemon = await startDaemon();
});
afterAll(async () => {
  await daemon.stop();
  await rm(folder, { recursive: true, force: true });
});

function start(parameters: readonly string[]): ChildProcess {
  const env = { ...process.env, LABWRIGHT_DATA: join(folder, "data"), LABWRIGHT_DAEMON: undefined };
  return spawn(process.execPath, [LABWRIGHT, ...parameters], { env });
}

async function endOf(child: ChildProcess): Promise<{ code: number; out: string; said: string }> {
  const [out, said] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    child.exitCode === null ? once(child, "exit") : undefined,
  ]);
  return { code: child.exitCode ?? -1, out, said };
}

async function run(parameters: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const all = { LABWRIGHT_DATA: join(folder, "data"), ...environment };
  const { code, stdout, stderr } = await runVerb(parameters, all);
  return { code, out: stdout, said: stderr };
}

const labwright = (...parameters: string[]) => run(parameters);

async function file(content: string): Promise<string> {
  const path = join(folder, "design.labwright.json");
  await writeFile(path, content);
  return path;
}

async function environments(): Promise<unknown> {
  return JSON.parse((await labwright("status", "--json")).out);
}

describe("a file that is no design", () => {
  it.each([
    ["damaged", good.replace('"nodes"', "nodes"), "file-not-json", "It is damaged at line"],
    ["truncated", good.slice(0, good.length / 2), "file-not-json", "ends too early"],
    ["a CSV renamed to JSON", "name,count\nweb,12\n", "file-not-json", "looks like a table"],
    ["foreign", '{"name":"other","version":"1.0.0"}', "file-not-design", "no format name"],
    [
      "of the future",
      good.replace('"version": 1', '"version": 9'),
      "file-from-future",
      "version 9",
    ],
    ["of 50 MB", " ".repeat(50_000_000), "file-too-large", "limit is 20 MiB"],
  ])("%s: says so, and nothing is sent or changed", async (_, content, code, why) => {
    const path = await file(content);
    const { code: ended, out, said } = await labwright("up", path);
    expect([ended, out]).toEqual([1, ""]);
    expect(said).toContain(`[${code}]`);
    expect(said).toContain(why);
    expect(said).toContain(`where: ${path}`);
    expect(said).toContain("do:");
    expect((await readFile(path, "utf8")) === content).toBe(true);
  });

  it("made no environment", async () => {
    expect(await environments()).toEqual([]);
  });
});

describe("a design that makes no sense", () => {
  const wrong = {
    lan: { kind: "subnet", cidr: "10.0.0.0/33" },
    web: { kind: "machine", operatingSystem: "debian-13", count: -3 },
    oracle: { kind: "quantum-annealer", qubits: 5000 },
  };
  const design = printDesign(sketch("Nonsense", wrong, ["web:nic lan:net", "web:nic gone:net"]));

  it("is opened, and every problem is named", async () => {
    const { code, out } = await labwright("check", await file(design), "--json");
    const { problems } = JSON.parse(out) as { problems: { code: string; text: string }[] };
    expect(code).toBe(1);
    expect(problems.map((problem) => problem.code)).toEqual(
      expect.arrayContaining(["cidr-invalid", "count-invalid", "kind-unknown", "link-dangling"]),
    );
    expect(problems.find((problem) => problem.code === "cidr-invalid")?.text).toContain("/33");
  });

  it("can be priced as far as it is understood", async () => {
    const { code, out } = await labwright("quote", await file(design), "--json");
    expect(code).toBe(0);
    expect(
      Number((JSON.parse(out) as { totals: { gross: string } }).totals.gross),
    ).toBeGreaterThanOrEqual(0);
  });

  it("is not provisioned", async () => {
    const path = await file(design);
    const { code, said } = await labwright("up", path);
    expect(code).toBe(1);
    expect(said).toContain("[design-has-errors]");
    expect(await environments()).toEqual([]);
    expect(await readFile(path, "utf8")).toBe(design);
  });
});

it("a design with nothing in it is not provisioned", async () => {
  const path = await file(JSON.stringify(emptyDesign("Nothing yet")));
  const { code, said } = await labwright("up", path);
  expect(code).toBe(1);
  expect(said).toContain("[design-empty]");
  expect(await environments()).toEqual([]);
});

it("a design larger than the pool is refused with the reasons, as a whole", async () => {
  const machines = { kind: "machine", machineType: "vm-xlarge", operatingSystem: "debian-13" };
  const nodes = { web: { ...machines, count: 5000 }, lan: { kind: "subnet", cidr: "10.0.0.0/16" } };
  const path = await file(printDesign(sketch("Too large", nodes, ["web:nic lan:net"])));
  const fit = await labwright("fit", path);
  expect(fit.code).toBe(1);
  expect(fit.out + fit.said).toMatch(/cores|memory|hosts/i);
  const up = await labwright("up", path);
  expect(up.code).toBe(1);
  expect(up.said).toContain("[does-not-fit]");
  expect(await environments()).toEqual([]);
});

describe("a daemon that", () => {
  it("is not there: 3, and how to start one", async () => {
    const ended = await labwright("status", "--data", join(folder, "nowhere"));
    expect(ended.code).toBe(3);
    expect(ended.said).toContain("labwright daemon");
  });

  it("does not know the token: says so", async () => {
    const asked = ["status", "--daemon", daemon.url];
    const { code, out, said } = await run(asked, { LABWRIGHT_TOKEN: "lw_wrong" });
    expect([code, out]).toEqual([1, ""]);
    expect(said).toContain("[unauthenticated]");
  });

  it("is of another version: says which of them", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    other.on("upgrade", (_, socket) =>
      socket.end("HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
    );
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, said } = await labwright("status", "--daemon", `http://127.0.0.1:${port}`);
    other.close();
    expect(code).toBe(1);
    expect(said).toContain("[protocol-version]");
  });

  it("is killed while the command line waits and started again: it goes on to the end", async () => {
    const child = start(["up", await file(good), "--name", "survivor", "--wait", "--json"]);
    const ended = endOf(child);
    // The first note is the quote: by then the environment is reserved.
    await once(child.stderr!, "data");
    const gone = once(daemon.process, "exit");
    daemon.process.kill("SIGKILL");
    await gone;
    daemon = await startDaemon();
    const { code, out, said } = await ended;
    expect(said).toContain("The daemon is back.");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ name: "survivor", state: "ready" });
    expect(await environments()).toMatchObject([{ name: "survivor", state: "ready" }]);
  });
});
