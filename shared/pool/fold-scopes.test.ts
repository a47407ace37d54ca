import { expect, test } from "vitest";
import { isInScope, type Scope } from "./condition.ts";
import { foldScopes } from "./fold-scopes.ts";
import { poolResourcesSchema } from "./pool.ts";

const host = (id: string, site: string, rack: string) => ({
  id,
  name: id,
  site,
  rack,
  architecture: "amd64",
  cores: 8,
  memoryMiB: 1024,
  diskGiB: 10,
});
const lab = poolResourcesSchema.parse({
  hosts: [
    host("a", "North", "R1"),
    host("b", "North", "R1"),
    host("c", "North", "R2"),
    host("d", "South", "R1"),
    host("e", "South", "R1"),
    host("loose", "South", ""),
    host("somewhere", "", ""),
  ],
  switches: [{ id: "top", name: "top", ports: 8, speedMbps: 1000, site: "North", rack: "R2" }],
});

const hosts = (...ids: string[]): Scope[] => ids.map((id) => ({ sort: "host", id }));
const top: Scope = { sort: "switch", id: "top" };
const words = (scopes: readonly Scope[]): string[] =>
  scopes.map(({ sort, id }) => `${sort} ${id}`).sort();
/** All things that are taken in, by name. */
const takenIn = (scopes: readonly Scope[]): string[] =>
  [
    ...lab.hosts.filter((item) => scopes.some((scope) => isInScope(scope, "host", item))),
    ...lab.switches.filter((item) => scopes.some((scope) => isInScope(scope, "switch", item))),
  ].map(({ id }) => id);

test("few things stay as they are, each by itself", () => {
  const few = hosts("a", "b");
  expect(foldScopes(lab, few, 2)).toBe(few);
});

test("of more, racks of which all is meant are one each; of others nothing more is taken in", () => {
  const many = hosts("a", "b", "c", "d");
  const folded = foldScopes(lab, many, 3);
  // In R2 there is a switch too, and in the other R1 another host.
  expect(words(folded)).toEqual(["host c", "host d", "rack North/R1"]);
  expect(takenIn(folded)).toEqual(takenIn(many));
});

test("when that is not enough, whole sites; what stands nowhere stays as it is", () => {
  const many = [...hosts("a", "b", "c", "d", "e", "loose", "somewhere"), top];
  const folded = foldScopes(lab, many, 3);
  expect(words(folded)).toEqual(["host somewhere", "site North", "site South"]);
  expect(takenIn(folded)).toEqual(takenIn(many));
  const without = [...hosts("a", "b", "c", "d", "e"), top];
  const racks = foldScopes(lab, without, 2);
  expect(words(racks)).toEqual(["rack South/R1", "site North"]);
  expect(takenIn(racks)).toEqual(takenIn(without));
});

test("racks and sites that are meant already take in what is meant beside them; empty ones stay", () => {
  const empty: Scope = { sort: "rack", id: "South/R9" };
  const mixed: Scope[] = [{ sort: "rack", id: "North/R1" }, ...hosts("a", "b", "c"), top, empty];
  expect(words(foldScopes(lab, mixed, 3))).toEqual([
    "rack North/R1",
    "rack North/R2",
    "rack South/R9",
  ]);
  expect(words(foldScopes(lab, mixed, 2))).toEqual(["rack South/R9", "site North"]);
});

test("a rack without a site has the name of others: it is one only where they are meant too", () => {
  const named = poolResourcesSchema.parse({
    hosts: [host("a", "", "R1"), host("b", "", "R1"), host("c", "North", "R1")],
  });
  expect(words(foldScopes(named, hosts("a", "b"), 1))).toEqual(["host a", "host b"]);
});
