import { expect, it } from "vitest";
import type { Condition } from "./condition.ts";
import { occupancyLines, occupancyOf, outOfUseOf } from "./occupancy.ts";
import { hostSchema, type PoolHost } from "./pool.ts";

const HOUR = 3_600_000;
const NOON = Date.parse("2026-11-23T12:00:00Z");
const SCALE = { from: NOON, step: HOUR, steps: 3 };

function host(id: string, rack: string): PoolHost {
  const size = { architecture: "amd64", cores: 10, memoryMiB: 1, diskGiB: 1 };
  return hostSchema.parse({ id, name: id, rack, ...size });
}

const HOSTS = [host("a", "R10"), host("b", "R10"), host("c", "R2"), host("d", "")];

const claim = (resource: string, quantity: number, from: number, to: number) => ({
  resource,
  quantity,
  start: NOON + from * HOUR,
  end: NOON + to * HOUR,
});

it("tells a week in steps, in percent of a rack's or a host's cores", () => {
  const held = [
    claim("p/host/a/cores", 10, -5, 1.5),
    claim("p/host/c/cores", 5, 2, 50),
    claim("p/host/a/memoryMiB", 1, 0, 3),
  ];
  const racks = occupancyLines(HOSTS, "rack");
  expect(racks.map(({ key }) => key)).toEqual(["rack/", "rack/R2", "rack/R10"]);
  expect(occupancyOf("p", racks, held, SCALE)).toEqual([
    [0, 0, 0],
    [0, 0, 50],
    [50, 25, 0],
  ]);
  expect(occupancyOf("p", occupancyLines(HOSTS, "host"), held, SCALE)[0]).toEqual([100, 50, 0]);
});

it("shows a little that is held as more than nothing", () => {
  const hosts = [hostSchema.parse({ ...HOSTS[0], cores: 1000 })];
  const held = [claim("p/host/a/cores", 1, 0, 1)];
  expect(occupancyOf("p", occupancyLines(hosts, "rack"), held, SCALE)).toEqual([[1, 0, 0]]);
});

it("has a line for each of the racks that are called alike at several sites", () => {
  const hosts = ["", "North", "South"].map((site) =>
    Object.assign(host(`h${site}`, "R1"), { site }),
  );
  const lines = occupancyLines(hosts, "rack");
  expect(lines.map(({ title }) => title)).toEqual(["North/R1", "R1", "South/R1"]);
});

it("marks how much of a rack is out of use, once where two conditions meet", () => {
  const condition = (
    sort: "host" | "rack",
    id: string,
    from: number,
    to: number | null,
  ): Condition => ({
    id: `${sort} ${id}`,
    scope: { sort, id },
    kind: "maintenance",
    start: new Date(NOON + from * HOUR).toISOString(),
    end: to === null ? null : new Date(NOON + to * HOUR).toISOString(),
    why: "",
    by: "ada",
  });
  const rack = occupancyLines(HOSTS, "rack")[2]!;
  expect(outOfUseOf(rack, [condition("host", "a", 1, 2)], SCALE)).toEqual([0, 0.5, 0]);
  const both = [condition("host", "a", 1, null), condition("rack", "R10", 2, 3)];
  expect(outOfUseOf(rack, both, SCALE)).toEqual([0, 0.5, 1]);
  expect(outOfUseOf(rack, [condition("rack", "R2", 0, 3)], SCALE)).toEqual([0, 0, 0]);
});
