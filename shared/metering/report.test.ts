import { expect, test } from "vitest";
import { reportParts } from "./report.ts";
import { sampleEvent } from "./sample-event.ts";

const events = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) =>
    sampleEvent(index + 1, index, { kind: "delta", item: name }),
  );

test("goes in as few reports as the daemon takes, none of them too large, all of it in order", () => {
  expect(reportParts([])).toEqual([]);
  expect(reportParts(events(3, ""))).toHaveLength(1);
  const many = events(25_000, "");
  const parts = reportParts(many);
  expect(parts.flat()).toEqual(many);
  for (const part of [...parts, ...reportParts(events(9000, "x".repeat(200)))]) {
    expect(part.length).toBeLessThanOrEqual(10_000);
    expect(JSON.stringify(part).length).toBeLessThanOrEqual(2_000_001);
  }
});
