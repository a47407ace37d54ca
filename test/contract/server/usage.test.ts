import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@optique/core/parser";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMMANDS } from "../../../electron/cli/commands/index.ts";
import type { Terminal } from "../../../electron/cli/terminal.ts";
import { processTerminal } from "../../../electron/cli/terminal.ts";
import type { UsageKey } from "../../../shared/metering/summarise.ts";
import { windowSetSchema } from "../../../shared/pricing/engine/schema/window-set.ts";
import { ruleSchema } from "../../../shared/pricing/engine/schema/rule.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { faultOf } from "../../../shared/protocol/errors.ts";
import { connect, type TestConnection } from "../../support/daemon-client.ts";
import { exampleDesign, sendDesign, untilState } from "../../support/environments.ts";
import { startInnerDaemon, type InnerDaemon, type TestUser } from "../../support/inner-daemon.ts";
import { waitFor } from "../../support/wait-for.ts";
import { flatBook } from "../../support/flat-book.ts";

// What was used goes over the wire: reported by the operator's producers, added up for everybody.

const HOUR = 3_600_000;
/** A time that is over, so that all of it counts. */
const begun = Date.now() - 5 * HOUR;
const at = (minutes: number): string => new Date(begun + minutes * 60_000).toISOString();
const span = { start: at(0), end: at(240) };

let inner: InnerDaemon;
let user: TestUser;
let connection: TestConnection;
let client: LabwrightClient;
let environment: string;
let managementId: string;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "labwright-usage-"));
  // Peak begins ten minutes after the beginning, for two hours.
  const clock = (minutes: number): string => at(minutes).slice(11, 16);
  const day = windowSetSchema.parse({
    id: "day",
    windows: [{ window: "peak", from: clock(10), to: clock(130) }],
    default: "off-peak",
  });
  inner = await startInnerDaemon({ priceBook: { ...flatBook(), windowSets: [day] } });
  user = await inner.addUser("first", ["architect", "lab-admin", "operator"]);
  connection = await connect(inner.daemon.url, user.token);
  client = connection.client;
  const [pool] = await client.pools.list();
  const small = exampleDesign("small-lab");
  const [first] = Object.keys(small.nodes);
  const made = await client.environments.request({
    name: "course",
    pool: pool!.id,
    design: {
      ...small,
      groups: { shop: { name: "Shop" }, front: { name: "Front", parent: "shop" } },
      nodes: { ...small.nodes, [first!]: { ...small.nodes[first!]!, group: "front" } },
    },
    window: {
      start: new Date(Date.now() + HOUR).toISOString(),
      end: new Date(Date.now() + 2 * HOUR).toISOString(),
    },
    idempotencyKey: "usage of a course",
  });
  environment = made.id;
  const [subject] = await client.usage.subjects();
  expect(subject).toMatchObject({ environment, name: "course" });
  expect(subject!.instances).toEqual(made.status.map(({ id }) => id));
  managementId = subject!.managementId;
});

afterAll(async () => {
  connection.socket.terminate();
  await inner.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Two machines, one of them in a group: one counts processor time, the other one is there for some time. */
function someEvents(instances: readonly [string, string]) {
  const [one, other] = instances;
  const common = { managementId, bootId: "boot-1" } as const;
  return [
    ...[0, 10, 20].map((minutes, index) =>
      Object.assign({}, common, {
        eventId: `cpu-${minutes}`,
        seq: index + 1,
        instance: one,
        meterId: "cpu",
        kind: "counter" as const,
        value: String(minutes * 30),
        at: at(minutes),
      }),
    ),
    {
      ...common,
      eventId: "there",
      seq: 4,
      instance: other,
      meterId: "gateway",
      kind: "start" as const,
      at: at(5),
    },
    {
      ...common,
      eventId: "gone",
      seq: 6,
      instance: other,
      meterId: "gateway",
      kind: "stop" as const,
      at: at(15),
    },
  ];
}

async function instances(): Promise<readonly [string, string]> {
  const { design } = await client.environments.get({ id: environment });
  const [first, second] = Object.keys(design.nodes);
  return [`${first}.1`, `${second}.1`];
}

async function told(...by: readonly UsageKey[]) {
  const { rows } = await client.usage.summary({ environment, by: [...by], ...span });
  return rows.map(({ keys, meter, quantity, unit }) =>
    Object.values(keys).concat(`${meter} ${quantity} ${unit}`),
  );
}

test("events are taken once, listed as segments, added up by key, and their gaps are named", async () => {
  const machines = await instances();
  const report = { producer: "proxy", heartbeatSeconds: 0, events: someEvents(machines) };
  const taken = { accepted: 5, duplicates: 0, conflicts: [] };
  expect(await client.usage.report(report)).toEqual(taken);
  expect(await client.usage.report(report)).toEqual({ ...taken, accepted: 0, duplicates: 5 });

  const { total, segments } = await client.usage.list({ environment, meter: "cpu", ...span });
  expect(total).toBe(2);
  expect(segments.map(({ quantity, start, user: who }) => [quantity, start, who])).toEqual([
    ["300", at(0), user.id],
    ["300", at(10), user.id],
  ]);
  expect(await told("environment")).toEqual([
    [environment, "cpu 600 vCPU.s"],
    [environment, "gateway 600 s"],
  ]);
  expect(await told("instance")).toEqual(
    [
      [machines[0], "cpu 600 vCPU.s"],
      [machines[1], "gateway 600 s"],
    ].toSorted(([a], [b]) => (a! < b! ? -1 : 1)),
  );
  expect(await told("group")).toEqual([
    ["front", "cpu 600 vCPU.s"],
    ["shop", "cpu 600 vCPU.s"],
    ["team-a", "gateway 600 s"],
  ]);
  expect(await told("tenant", "user", "component")).toHaveLength(2);

  const { gaps, producers } = await client.usage.gaps({ environment, ...span });
  expect(gaps).toEqual([]);
  expect(producers.filter(({ producer }) => producer === "proxy")).toMatchObject([
    { completeUpTo: at(20), missing: [{ from: 5, to: 5 }] },
  ]);
  const everybody = await client.usage.lab({ by: ["tenant"], ...span });
  expect(everybody.rows).toContainEqual(
    expect.objectContaining({ keys: { tenant: "first" }, meter: "cpu", quantity: "600" }),
  );
});

test("what contradicts an event is kept aside and shown; what is nowhere is refused whole", async () => {
  const [one] = await instances();
  const event = {
    eventId: "request-1",
    seq: 1,
    managementId,
    instance: one,
    meterId: "request",
    kind: "delta" as const,
    value: "3",
    at: at(30),
  };
  await client.usage.report({ producer: "balancer", events: [event] });
  const other = { ...event, value: "4" };
  expect(await client.usage.report({ producer: "balancer", events: [other] })).toEqual({
    accepted: 0,
    duplicates: 0,
    conflicts: ["request-1"],
  });
  expect(await client.usage.conflicts({})).toMatchObject([
    { environment, producer: "balancer", reason: "content", event: other },
  ]);
  const nowhere = { ...event, eventId: "request-2", managementId: "0".repeat(32) };
  const fault = await client.usage.report({ producer: "balancer", events: [nowhere] }).then(
    () => null,
    (thrown: unknown) => faultOf(thrown),
  );
  expect(fault?.code).toBe("usage-unknown");
});

test("labwright usage reports a file and shows what came of it", async () => {
  const [one] = await instances();
  const file = join(folder, "usage.yaml");
  const events = Array.from({ length: 3 }, (_, index) => ({
    eventId: `m-${index}`,
    seq: index + 1,
    managementId,
    instance: one,
    meterId: "message",
    kind: "delta",
    value: "2.5",
    at: at(60 + index),
  }));
  writeFileSync(file, JSON.stringify({ producer: "mail", events }));
  expect(await run("usage", "--report", file)).toMatchObject({
    code: 0,
    out: ["3 taken, 0 known already, 0 kept aside"],
  });
  expect(await run("usage", "--report", file)).toMatchObject({
    code: 0,
    out: ["0 taken, 3 known already, 0 kept aside"],
  });
  const period = ["--from", span.start, "--to", span.end] as const;
  const { out } = await run("usage", "--environment", "course", ...period, "--json");
  const { rows } = JSON.parse(out.join("\n"));
  expect(rows).toContainEqual(expect.objectContaining({ meter: "message", quantity: "7.5" }));
  expect((await run("usage", "--gaps", ...period)).out.join("\n")).toContain("proxy");
  expect((await run("usage", "--conflicts")).out.join("\n")).toContain("request-1");

  writeFileSync(file, "producer: mail\nevents:\n  - { eventId: x }\n");
  const refused = await run("usage", "--report", file, "--json");
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.out.join("\n")).error.code).toBe("usage-invalid");
});

/** A command line in this process. */
async function run(...parameters: readonly string[]) {
  const parsed = parse(COMMANDS, [...parameters, "--daemon", inner.daemon.url]);
  if (!parsed.success) throw new Error(JSON.stringify(parsed.error));
  const out: string[] = [];
  const terminal: Terminal = {
    ...processTerminal(),
    environment: { LABWRIGHT_TOKEN: user.token },
    out: (line) => void out.push(line),
    note: () => undefined,
  };
  return { code: await parsed.value(terminal), out };
}

test("what simulated machines use is read, and is on the statement where the book has a price for it", async () => {
  const book = flatBook();
  const cpu = ruleSchema.parse({
    id: "processor-time",
    kind: "usage",
    meter: "cpu",
    aggregation: "sum",
    pricing: { shape: "unit", price: "1" },
  });
  const own = await startInnerDaemon({ priceBook: { ...book, rules: [...book.rules, cpu] } });
  const { token } = await own.addUser("first", ["architect", "lab-admin", "operator"]);
  const { client: caller, socket } = await connect(own.daemon.url, token);
  try {
    const connection = { driver: "simulated", hosts: 2, speed: 1000 } as const;
    const pool = await caller.pools.add({ name: "fast", connection });
    const sent = await sendDesign(caller, pool.id, exampleDesign("small-lab"));
    const { window } = await untilReady(caller, sent.id);
    const of = { environment: sent.id, by: ["instance" as const], ...window };
    // A level counts as soon as any time has passed since it was first read.
    const meters = ["cpu", "disk", "memory", "network-in", "network-out"];
    const rows = await waitFor("readings of all meters", async () => {
      const { rows: read } = await caller.usage.summary(of);
      return meters.every((meter) => read.some((row) => row.meter === meter)) ? read : null;
    });
    const used = rows.filter(({ meter }) => meter === "cpu");
    expect(new Set(used.map(({ unit }) => unit))).toEqual(new Set(["vCPU.s"]));
    for (const { quantity } of used) expect(Number(quantity)).toBeGreaterThan(0);
    const { lines } = await caller.environments.statement({ id: sent.id });
    const priced = lines.filter((line) => line.meter === "cpu");
    expect(priced.length).toBeGreaterThan(0);
    expect(lines.filter(({ category }) => category === "unpriced")).toEqual([]);
  } finally {
    socket.terminate();
    await own.stop();
  }
});

test("what third parties used is a line of its own, at its own price", async () => {
  const sent = (id: string, price: string, more: object = {}) =>
    ruleSchema.parse({
      id,
      kind: "usage",
      meter: "network-out",
      aggregation: "sum",
      unit: "GB",
      pricing: { shape: "unit", price },
      ...more,
    });
  const book = flatBook();
  const rules = [
    ...book.rules,
    sent("own", "0.05"),
    sent("served", "0.10", { match: { usedBy: "third-party" } }),
  ];
  const own = await startInnerDaemon({ priceBook: { ...book, rules } });
  const { token } = await own.addUser("first", ["architect", "lab-admin", "operator"]);
  const { client: caller, socket } = await connect(own.daemon.url, token);
  try {
    const connection = { driver: "simulated", hosts: 2, speed: 1000 } as const;
    const pool = await caller.pools.add({ name: "fast", connection });
    const { id } = await sendDesign(caller, pool.id, exampleDesign("small-lab"));
    await untilReady(caller, id);
    const [subject] = await caller.usage.subjects();
    // A counter of its own beside what the lab itself reads: a gateway that knows whom it serves.
    const counted = (usedBy: "user" | "third-party", values: readonly number[]) =>
      values.map((gigabytes, index) => ({
        eventId: `${usedBy} ${index}`,
        seq: index + 1 + (usedBy === "user" ? 0 : values.length),
        managementId: subject!.managementId,
        bootId: "boot-1",
        instance: subject!.instances[0]!,
        meterId: "network-out",
        kind: "counter" as const,
        value: String(gigabytes * 1e9),
        at: at(index * 10),
        usedBy,
      }));
    const events = [...counted("user", [0, 40]), ...counted("third-party", [0, 100])];
    await caller.usage.report({ producer: "gateway", events });
    const { lines } = await caller.environments.statement({ id });
    const split = lines.filter(({ usedBy }) => usedBy !== undefined);
    expect(
      split.map(({ usedBy, rule, quantity, rounded }) => [usedBy, rule.id, quantity, rounded]),
    ).toEqual([
      ["user", "own", "40", "2.00"],
      ["third-party", "served", "100", "10.00"],
    ]);
  } finally {
    socket.terminate();
    await own.stop();
  }
});

/** Waits until it runs, and gives a time that all of its usage is in. */
async function untilReady(caller: LabwrightClient, id: string) {
  const view = await untilState(caller, id, "ready");
  const hours = (count: number): string => new Date(Date.now() + count * HOUR).toISOString();
  return { view, window: { start: hours(-2), end: hours(2) } };
}

test("peak and off-peak are told apart by the price book's windows", async () => {
  const { rows, windowSet } = await client.usage.summary({ environment, by: ["window"], ...span });
  expect(windowSet).toBe("day");
  const used = new Map(
    rows
      .filter(({ meter }) => meter === "cpu")
      .map(({ keys, quantity }) => [keys.window, Number(quantity)]),
  );
  expect(new Set(used.keys())).toEqual(new Set(["off-peak", "peak"]));
  // Peak begins with the minute in which the second reading was taken: 300 were used after that.
  expect(used.get("peak")).toBeGreaterThanOrEqual(300);
  expect(used.get("peak")).toBeLessThanOrEqual(330);
  expect((used.get("peak") ?? 0) + (used.get("off-peak") ?? 0)).toBeCloseTo(600, 9);
});
