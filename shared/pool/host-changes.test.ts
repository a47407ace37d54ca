import { expect, test } from "vitest";
import { hostChanges, hostChangesText } from "./host-changes.ts";
import { poolResourcesSchema } from "./pool.ts";

const lab = (states: Readonly<Record<string, "up" | "down" | "drained">>) =>
  poolResourcesSchema.parse({
    hosts: Object.entries(states).map(([id, state]) => ({
      id,
      name: id,
      state,
      architecture: "amd64",
      cores: 8,
      memoryMiB: 8192,
      diskGiB: 100,
    })),
  });

test("hosts that come, go, fail and return are told apart", () => {
  const before = lab({ a: "up", b: "down", c: "up", d: "up", e: "up" });
  const after = lab({ a: "down", b: "up", c: "drained", e: "up", f: "up" });
  const changes = hostChanges(before, after);
  expect(changes.map(({ host, change }) => `${host} ${change}`)).toEqual([
    "a failed",
    "b returned",
    "c drained",
    "f appeared",
    "d vanished",
  ]);
  expect(hostChangesText(changes, 7)).toBe(
    "a not answering; b back; c out of use; f new; d gone; 2 more hosts changed",
  );
  expect(hostChanges(before, before)).toEqual([]);
});
