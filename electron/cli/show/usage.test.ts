import { expect, test } from "vitest";
import { gapLines } from "./usage.ts";

const gap = {
  producerId: "proxy",
  managementId: "m1",
  environment: "e1",
  instance: "web.1",
  meterId: "cpu",
  from: "2026-11-23T08:00:00.000Z",
  to: "2026-11-23T08:00:42.000Z",
  reason: "silent",
  estimate: "continued",
} as const;

test("what is not known is told by names, and times as everywhere, to the second where it matters", () => {
  const receivedAt = "2026-11-23T09:00:00.000Z";
  const producer = { producer: "proxy", heartbeatSeconds: 60, receivedAt, completeUpTo: null };
  const told = { gaps: [gap], producers: [{ ...producer, missing: [] }] };
  const text = gapLines(told, (id) => (id === "e1" ? "Course" : id)).join("\n");
  expect(text).toMatch(/^Course +web\.1 .* 2026-11-23 08:00Z +2026-11-23 08:00:42Z +no sign/m);
  expect(text).toMatch(/^proxy +- *$/m);
  expect(text).not.toContain(".000Z");
});
