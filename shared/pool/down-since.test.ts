import { expect, test } from "vitest";
import { withDownSince } from "./down-since.ts";
import { poolResourcesSchema, type PoolResources } from "./pool.ts";

const lab = (...states: readonly string[]): PoolResources =>
  poolResourcesSchema.parse({
    hosts: states.map((state, index) => ({
      id: `h${index}`,
      name: `h${index}`,
      architecture: "amd64",
      cores: 1,
      memoryMiB: 1,
      diskGiB: 1,
      state,
    })),
  });

test("a host is down since it was first seen so, and no more when it is up again", () => {
  const [early, late] = ["2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z"];
  const first = withDownSince(lab("down", "up"), lab("up", "up"), early);
  expect(first.downSince).toEqual({ h0: early });
  const second = withDownSince(lab("down", "drained"), first, late);
  expect(second.downSince).toEqual({ h0: early, h1: late });
  expect(withDownSince(lab("up", "up"), second, late).downSince).toEqual({});
});
