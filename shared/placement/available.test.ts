import { expect, test } from "vitest";
import { poolResourcesSchema, type Pool } from "../pool/pool.ts";
import { availableIn } from "./available.ts";

const pool: Pool = {
  id: "lab",
  name: "Lab",
  driver: "simulated",
  state: "online",
  refreshedAt: "2026-01-01T00:00:00.000Z",
  conditions: [],
  resources: poolResourcesSchema.parse({
    hosts: [{ id: "h", name: "h", architecture: "amd64", cores: 8.9, memoryMiB: 1, diskGiB: 1 }],
  }),
};
const at = (hour: number): string => `2026-11-21T${String(hour).padStart(2, "0")}:00:00.000Z`;
const held = (from: number, to: number, quantity: number) => {
  return { resource: "lab/host/h/cores", quantity, window: { start: at(from), end: at(to) } };
};
const freeFrom8To12 = (...holdings: readonly ReturnType<typeof held>[]): number =>
  availableIn(pool, { start: at(8), end: at(12) }, holdings).free("lab/host/h/cores");

test("reservations that follow each other count once, those at the same time together", () => {
  expect(freeFrom8To12()).toBe(8);
  expect(freeFrom8To12(held(8, 10, 5), held(10, 12, 5))).toBe(3);
  expect(freeFrom8To12(held(8, 10, 3), held(9, 12, 3), held(11, 13, 1))).toBe(2);
});

test("what only touches the window takes nothing of it", () => {
  expect(freeFrom8To12(held(4, 8, 5), held(12, 15, 5))).toBe(8);
  expect(freeFrom8To12(held(4, 9, 5))).toBe(3);
});

test("there is never less than nothing, and nothing of what the pool does not have", () => {
  expect(freeFrom8To12(held(8, 9, 99))).toBe(0);
  const window = { start: at(8), end: at(12) };
  expect(availableIn(pool, window, []).free("lab/host/other/cores")).toBe(0);
});
