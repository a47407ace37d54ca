import { expect, test } from "vitest";
import { labItemSchema } from "./journal.ts";
import { simulatedUsage } from "./usage.ts";

const item = labItemSchema.parse({
  serial: 1,
  type: "instance",
  managementId: "m1",
  id: "web.1",
  readyAt: 0,
  goneAt: null,
  host: "h1",
  memoryMiB: 1024,
  cores: 2,
  runningAt: 0,
  configuredAt: null,
  installed: {},
  started: {},
});

test("what people outside used is a part of all, and no counter ever falls", () => {
  const counters = Array.from({ length: 500 }, (_, second) => {
    const sample = simulatedUsage({ ...item, visited: true }, second * 997);
    const { byThirdParties: others } = sample;
    expect(others!.sentBytes).toBeLessThanOrEqual(sample.sentBytes);
    return [sample.cpuNanoseconds, others!.cpuNanoseconds, sample.sentBytes - others!.sentBytes];
  });
  const rises = ([before, after]: readonly (readonly number[])[]) =>
    before!.every((value, at) => value <= after![at]!);
  expect(counters.slice(1).every((after, at) => rises([counters[at]!, after]))).toBe(true);
});

test("a machine that nobody outside reaches, or from before this was told apart, says nothing of it", () => {
  expect(simulatedUsage(item, 60_000)).not.toHaveProperty("byThirdParties");
});
