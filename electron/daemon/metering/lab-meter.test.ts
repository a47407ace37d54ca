import { expect, test } from "vitest";
import type { Clock } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { MeterEvent } from "../../../shared/metering/meter-event.ts";
import { unpackEvent, type PackedEvent } from "../../../shared/metering/pack.ts";
import { segmentsOf } from "../../../shared/metering/segments-of.ts";
import type { UsageSample } from "../drivers/driver.ts";
import { createLog } from "../log.ts";
import type { MeterBatch, ProducerRecord } from "../store/usage-records.ts";
import {
  createLabMeter,
  labProducer,
  type LabMeter,
  type Metered,
  type MeteredBy,
} from "./lab-meter.ts";

const BOOT = Date.parse("2026-03-02T08:00:00.000Z");
const SECOND = 1000;
const never = new AbortController().signal;

const sample: UsageSample = {
  instance: "web.1",
  bootId: "boot-1",
  bootedAt: BOOT,
  cpuNanoseconds: 1_500_000_000,
  receivedBytes: 100,
  sentBytes: 10,
  memoryBytes: 2 ** 29,
  diskBytes: null,
};

const environment: Metered = {
  id: "lab",
  name: "Lab",
  managementId: "m1",
  pool: "pool-1",
  placement: {
    pool: "pool-1",
    hosts: {},
    switches: {},
    storage: {},
    vlans: {},
    claims: [],
    outsideAddresses: { uplink: "203.0.113.1" },
  },
  desired: { networks: [], volumes: [], instances: [] },
};

/** A lab, a store that only remembers, and two clocks of which one can be set. */
function bench() {
  const now = { wall: BOOT + 30 * SECOND, steady: 5000 };
  let answer: Result<readonly UsageSample[]> = ok([sample]);
  const batches: MeterBatch[] = [];
  const clock: Clock = {
    now: () => now.wall,
    steady: () => now.steady,
    sleep: () => Promise.resolve(),
  };
  const store = {
    meterProducers: (): Promise<readonly ProducerRecord[]> =>
      Promise.resolve(
        batches.length === 0
          ? []
          : [
              {
                tenant: "",
                name: labProducer("pool-1"),
                heartbeatSeconds: 120,
                ranges: [{ from: 1, to: events().length, at: 0 }],
                receivedAt: new Date(BOOT).toISOString(),
              },
            ],
      ),
    recordUsage: (batch: MeterBatch) => {
      batches.push(batch);
      return Promise.resolve({ accepted: batch.count, duplicates: 0, conflicts: [] });
    },
  };
  const driver: MeteredBy = {
    capabilities: { usage: true },
    usage: () => Promise.resolve(answer),
  };
  const create = (): LabMeter => createLabMeter({ store, clock, log: createLog("silent") });
  const events = (): readonly MeterEvent[] =>
    batches.flatMap(({ readings, producer, receivedAt }) =>
      readings.flatMap(({ managementId, events: text }) =>
        (JSON.parse(text) as PackedEvent[]).map((packed) =>
          unpackEvent(packed, { producerId: producer, managementId, receivedAt }),
        ),
      ),
    );
  return {
    now,
    create,
    events,
    driver,
    answers: (next: typeof answer) => {
      answer = next;
    },
    pass(seconds: number) {
      now.wall += seconds * SECOND;
      now.steady += seconds * SECOND;
    },
    used() {
      const { segments, gaps } = segmentsOf(events(), {
        heartbeats: () => 120,
        until: now.wall,
        subjectOf: () => ({
          environment: "lab",
          node: "web",
          kind: "machine",
          component: "",
          user: "",
          groups: [],
        }),
      });
      const lines = segments.map(({ meter, usedBy, start, end, level, quantity, quality }) => {
        const from = (Date.parse(start) - BOOT) / SECOND;
        const to = typeof end === "string" ? (Date.parse(end) - BOOT) / SECOND : "on";
        const whose = usedBy === undefined ? "" : ` ${usedBy}`;
        return `${meter}${whose} ${from}-${to} ${level ?? `+${quantity}`} ${quality}`;
      });
      return { lines, gaps: gaps.map(({ meterId, reason }) => `${meterId} ${reason}`) };
    },
  };
}

test("what a machine used since its boot counts, then from look to look; levels last from look to look", async () => {
  const lab = bench();
  const meter = lab.create();
  await meter.read(environment, lab.driver, never);
  lab.pass(60);
  lab.answers(ok([{ ...sample, cpuNanoseconds: 31_500_000_001, memoryBytes: 2 ** 30 }]));
  await meter.read(environment, lab.driver, never);
  expect(lab.events().map(({ seq }) => seq)).toEqual(lab.events().map((_, index) => index + 1));
  expect(lab.used()).toEqual({
    lines: [
      "address 30-on 1 measured",
      "cpu 0-30 +1.5 measured",
      "cpu 30-90 +30.000000001 measured",
      "memory 30-90 0.5 measured",
      "memory 90-on 1 measured",
      "network-in 0-30 +100 measured",
      "network-out 0-30 +10 measured",
    ],
    gaps: [],
  });
});

test("a daemon that looks anew tells nothing twice; how long it was away shows", async () => {
  const lab = bench();
  await lab.create().read(environment, lab.driver, never);
  lab.pass(3600);
  lab.answers(ok([{ ...sample, cpuNanoseconds: 11_500_000_000 }]));
  await lab.create().read(environment, lab.driver, never);
  const { lines, gaps } = lab.used();
  expect(lines.filter((line) => line.startsWith("cpu"))).toEqual([
    "cpu 0-30 +1.5 measured",
    "cpu 30-3630 +10 estimated",
  ]);
  expect(gaps.toSorted()).toEqual([
    "address silent",
    "cpu silent",
    "memory silent",
    "network-in silent",
    "network-out silent",
  ]);
});

test("a machine that was booted anew begins from nothing", async () => {
  const lab = bench();
  const meter = lab.create();
  await meter.read(environment, lab.driver, never);
  lab.pass(60);
  const bootedAt = lab.now.wall - 20 * SECOND;
  lab.answers(ok([{ ...sample, bootId: "boot-2", bootedAt, cpuNanoseconds: 2_000_000_000 }]));
  await meter.read(environment, lab.driver, never);
  const { lines, gaps } = lab.used();
  expect(lines.filter((line) => line.startsWith("cpu"))).toEqual([
    "cpu 0-30 +1.5 measured",
    "cpu 70-90 +2 measured",
  ]);
  expect(gaps).toContain("cpu reset");
});

test("what is gone has ended, and all has at the end", async () => {
  const lab = bench();
  const meter = lab.create();
  const other = { ...sample, instance: "db.1" };
  lab.answers(ok([sample, other]));
  await meter.read(environment, lab.driver, never);
  lab.pass(60);
  lab.answers(ok([sample]));
  await meter.read(environment, lab.driver, never);
  lab.pass(60);
  await meter.finish(environment, lab.driver, never);
  const { lines } = lab.used();
  expect(lines.filter((line) => /^(memory|address)/.test(line))).toEqual([
    "address 30-150.001 1 measured",
    "memory 30-90 0.5 measured",
    "memory 30-150.001 0.5 measured",
  ]);
});

test("a lab that does not answer leaves a gap, and its end is told all the same", async () => {
  const lab = bench();
  const meter = lab.create();
  await meter.read(environment, lab.driver, never);
  lab.pass(60);
  lab.answers(err(fault("driver-unreachable", { pool: "pool-1" })));
  await meter.read(environment, lab.driver, never);
  lab.pass(60);
  await meter.finish(environment, lab.driver, never);
  expect(lab.used().lines).toContain("memory 30-150 0.5 measured");
});

test("a wall clock that was set and set back between looks does not move what was used", async () => {
  const lab = bench();
  const meter = lab.create();
  await meter.read(environment, lab.driver, never);
  for (const [step, wall] of [0, -3600, 3600].entries()) {
    lab.pass(60);
    lab.now.wall += wall * SECOND;
    const cpuNanoseconds = sample.cpuNanoseconds + (step + 1) * 1e9;
    lab.answers(ok([{ ...sample, cpuNanoseconds }]));
    await meter.read(environment, lab.driver, never);
  }
  const { lines, gaps } = lab.used();
  expect(lines.filter((line) => line.startsWith("cpu"))).toEqual([
    "cpu 0-30 +1.5 measured",
    "cpu 30-90 +1 measured",
    "cpu 90-150 +1 measured",
    "cpu 150-210 +1 measured",
  ]);
  expect(gaps).toContain("cpu clock");
});

test("a wall clock that was mended is right from the boot on", async () => {
  const lab = bench();
  const meter = lab.create();
  await meter.read(environment, lab.driver, never);
  for (const [step, wall] of [-600, 0].entries()) {
    lab.pass(60);
    lab.now.wall += wall * SECOND;
    const cpuNanoseconds = sample.cpuNanoseconds + (step + 1) * 1e9;
    lab.answers(ok([{ ...sample, cpuNanoseconds }]));
    await meter.read(environment, lab.driver, never);
  }
  const { lines } = lab.used();
  expect(lines.filter((line) => line.startsWith("cpu"))).toEqual([
    "cpu -600--570 +1.5 measured",
    "cpu -570--510 +1 measured",
    "cpu -510--450 +1 measured",
  ]);
});

test("what third parties used has counters of its own where the lab tells it; together they are all", async () => {
  const lab = bench();
  const of = (total: number, others: number): UsageSample => ({
    ...sample,
    cpuNanoseconds: total * 1e9,
    byThirdParties: { cpuNanoseconds: others * 1e9, receivedBytes: 60, sentBytes: 0 },
  });
  lab.answers(ok([of(5, 3)]));
  await lab.create().read(environment, lab.driver, never);
  lab.pass(60);
  lab.answers(ok([of(15, 10)]));
  // A daemon that was started anew meanwhile tells where they began once more, in the same words.
  await lab.create().read(environment, lab.driver, never);
  const counted = lab.used().lines.filter((line) => /^(cpu|network-in)/.test(line));
  expect(counted.toSorted()).toEqual([
    "cpu third-party 0-30 +3 measured",
    "cpu third-party 30-90 +7 measured",
    "cpu user 0-30 +2 measured",
    "cpu user 30-90 +3 measured",
    "network-in third-party 0-30 +60 measured",
    "network-in user 0-30 +40 measured",
  ]);
});
