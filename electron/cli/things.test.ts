import { describe, expect, test } from "vitest";
import { FaultError, type Fault } from "../../shared/base/fault.ts";
import type { Condition, Scope } from "../../shared/pool/condition.ts";
import { poolResourcesSchema, type Pool } from "../../shared/pool/pool.ts";
import { conditionsOf, scopesOf } from "./things.ts";

const host = (id: string, site: string, rack: string, name = id) => ({
  id,
  name,
  site,
  rack,
  architecture: "amd64",
  cores: 8,
  memoryMiB: 1024,
  diskGiB: 10,
});

function lab(...outOfUse: Scope[]): Pool {
  return {
    id: "p",
    name: "Main lab",
    driver: "simulated",
    state: "online",
    refreshedAt: "2026-01-05T00:00:00.000Z",
    conditions: outOfUse.map((scope, index) => condition(scope, `c${index}`)),
    resources: poolResourcesSchema.parse({
      hosts: [
        host("n1", "North", "R1"),
        host("n2", "South", "R1"),
        host("n3", "South", "R2"),
        host("8f31", "South", "R2", "gpu-box"),
      ],
      switches: [{ id: "spine-1", name: "spine-1", ports: 8, speedMbps: 1000 }],
    }),
  };
}

function condition(scope: Scope, id: string): Condition {
  const start = "2026-01-05T00:00:00.000Z";
  return { id, scope, kind: "draining", start, end: null, why: "", by: "ada" };
}

function refusalOf(work: () => unknown): Fault {
  try {
    work();
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new Error("It was not refused.");
}

describe("things of a lab, as they are typed", () => {
  test("are hosts by their names alone, and all else with its sort; each once", () => {
    const typed = ["n1", "host:n1", "gpu-box", "rack:R2", "rack:South/R2", "site:South"];
    expect(scopesOf(typed, lab())).toEqual([
      { sort: "host", id: "n1" },
      { sort: "host", id: "8f31" },
      { sort: "rack", id: "South/R2" },
      { sort: "site", id: "South" },
    ]);
  });

  test("that nobody knows are told with what is called nearly so", () => {
    const near = (typed: string): unknown =>
      refusalOf(() => scopesOf([typed], lab())).parameters["near"];
    expect(near("rack:South/R3")).toBe(
      "Called nearly so: rack:South/R1, rack:South/R2, rack:North/R1.",
    );
    expect(near("host:gpu-bx")).toBe("Called nearly so: host:gpu-box.");
    expect(near("switch:spine1")).toBe("Called nearly so: switch:spine-1.");
    expect(near("rak:R2")).toBe("Called nearly so: rack:R2.");
    expect(near("South")).toBe("Called nearly so: site:South.");
    expect(near("storage:tape")).toBe("Nothing there is called nearly so.");
  });

  test("are refused together, with what is wrong about each", () => {
    const refused = refusalOf(() => scopesOf(["n1", "n9", "rack:R1", "site:South"], lab()));
    expect(refused.code).toBe("things-unclear");
    expect(refused.parameters).toMatchObject({ count: 2, of: 4, pool: "Main lab" });
    expect(refused.parameters["detail"]).toBe(
      "There is no host n9 in Main lab. Called nearly so: host:n1, host:n2, host:n3. " +
        "There are several racks: North/R1, South/R1.",
    );
  });
});

describe("what takes things out of use", () => {
  test("is found by their names, even of a thing that is gone", () => {
    const pool = lab({ sort: "host", id: "gone" }, { sort: "rack", id: "South/R2" });
    const ids = conditionsOf(["host:gone", "rack:R2"], pool).map(({ id }) => id);
    expect(ids).toEqual(["c0", "c1"]);
  });

  test("is not ended where something around a thing does it: that is named first", () => {
    const pool = lab({ sort: "host", id: "n1" }, { sort: "rack", id: "South/R2" });
    const refused = refusalOf(() => conditionsOf(["n1", "n3"], pool));
    expect(refused.code).toBe("thing-in-use");
    expect(refused.parameters).toMatchObject({
      thing: "host n3",
      others: "Out of use there: rack:South/R2, host:n1.",
    });
    const free = refusalOf(() => conditionsOf(["n3"], lab()));
    expect(free.parameters["others"]).toBe("Nothing there is out of use.");
  });
});
