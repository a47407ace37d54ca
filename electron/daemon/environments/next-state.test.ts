import { expect, test } from "vitest";
import { nextState } from "./next-state.ts";

const running = { state: "running" } as const;
const creating = { state: "creating" } as const;
const failed = { state: "failed" } as const;

test.each([
  ["provisioning", [running, running], "ready"],
  ["provisioning", [running, creating], "provisioning"],
  ["provisioning", [running, failed], "failed"],
  ["failed", [running, creating], "provisioning"],
  ["failed", [running, running], "ready"],
  ["ready", [running, creating], "degraded"],
  ["ready", [running, failed], "degraded"],
  ["degraded", [running, failed], "degraded"],
  ["degraded", [running, running], "ready"],
  ["provisioning", [], "ready"],
] as const)("%s with %j becomes %s", (before, parts, after) => {
  expect(nextState(before, parts)).toBe(after);
});
