import { expect, test } from "vitest";
import { toInstant } from "../../../shared/base/clock.ts";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import { poolResourcesSchema, type Pool } from "../../../shared/pool/pool.ts";
import { ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import { allAtOnce } from "../../../shared/base/steps.ts";
import { cheapestTime, earliestTime } from "./find-time.ts";

const HOUR = 3_600_000;
const catalogue = starterCatalogue();
const machine = { kind: "machine", cores: 8, memoryMiB: 512, diskGiB: 1 };
const two = sketch("Two", { a: machine, b: machine }, []);
const margins = { setUp: 10, grace: 5, wipe: 15 };

function poolOf(more: Partial<Pool> = {}): Pool {
  const host = { architecture: "amd64", cores: 8, memoryMiB: 65_536, diskGiB: 500 };
  const hosts = ["h1", "h2"].map((id) => Object.assign({ id, name: id }, host));
  const resources = poolResourcesSchema.parse({ hosts });
  const common = { id: "lab", name: "Lab", driver: "simulated", state: "online" } as const;
  return { ...common, refreshedAt: toInstant(0), conditions: [], resources, ...more };
}

/** The earliest two hours in so many, as hours. */
function earliest(index: ClaimIndex, hours: number, more: Partial<Pool> = {}, design = two) {
  const range = { start: toInstant(0), end: toInstant(hours * HOUR) };
  const common = { index, catalogue, pool: poolOf(more), design, now: 0, copies: 1 };
  const found = allAtOnce(earliestTime({ ...common, margins, range, length: 2 * HOUR }));
  return found === null ? null : Date.parse(found.times.window.start) / HOUR;
}

test("it is found however many others come and go before, set-up after their end", () => {
  const index = new ClaimIndex();
  const cores = (host: string) => ({ resource: `lab/host/${host}/cores`, quantity: 8 });
  index.set("long", [{ ...cores("h1"), start: 0, end: 600 * HOUR }]);
  for (let slot = 0; slot < 599; slot++)
    index.set(`short ${slot}`, [{ ...cores("h2"), start: slot * HOUR, end: (slot + 0.5) * HOUR }]);
  expect(earliest(index, 700)).toBe(600 + 10 / 60);
  expect(earliest(index, 601)).toBeNull();
});

test("it begins when machines are mended, though nobody gives anything back then", () => {
  const scope = { sort: "host", id: "h1" } as const;
  const out = { id: "1", scope, kind: "maintenance", why: "", by: "root" } as const;
  const conditions = [{ ...out, start: toInstant(0), end: toInstant(5 * HOUR) }];
  expect(earliest(new ClaimIndex(), 24, { conditions })).toBe(5 + 10 / 60);
});

test("what an empty lab cannot hold is given up at once", () => {
  const three = sketch("Three", { a: machine, b: machine, c: machine }, []);
  expect(earliest(new ClaimIndex(), 24, {}, three)).toBeNull();
});

test("the cheapest time begins or ends where prices change, not only at full hours", () => {
  const range = { start: toInstant(0), end: toInstant(24 * HOUR) };
  const common = { index: new ClaimIndex(), catalogue, pool: poolOf(), design: two, now: 0 };
  const search = {
    ...common,
    copies: 1,
    margins: { ...margins, setUp: 0 },
    range,
    length: 2 * HOUR,
  };
  // Cheap from 08:30 to 10:30.
  const edges = [8.5 * HOUR, 10.5 * HOUR];
  const priceOf = (window: { readonly start: string }): number =>
    Math.abs(Date.parse(window.start) - 8.5 * HOUR);
  expect(allAtOnce(cheapestTime(search, priceOf, edges))?.times.window.start).toBe(
    toInstant(8.5 * HOUR),
  );
});
