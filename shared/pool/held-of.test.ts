import { expect, it } from "vitest";
import { askedOf, MOST_ASKED, type HeldOf } from "./held-of.ts";
import { poolResourcesSchema } from "./pool.ts";

const hostOf = (id: string, rack: string) => ({
  id,
  name: id,
  rack,
  architecture: "amd64",
  cores: 1,
  memoryMiB: 1024,
  diskGiB: 1,
});
const names = Array.from({ length: MOST_ASKED + 1 }, (_, index) => `n${index}`);
const inRacks = poolResourcesSchema.parse({
  hosts: names.map((id, index) => hostOf(id, index < 10 ? "" : `R${index % 20}`)),
});
const all = names.map((id): HeldOf => ({ sort: "host", id }));

it("asks about things as they are named, and of very many about the racks of which all is meant", () => {
  const few = all.slice(1);
  expect(askedOf(inRacks, few)).toBe(few);
  const asked = askedOf(inRacks, all);
  expect(asked.filter(({ sort }) => sort === "rack")).toHaveLength(20);
  expect(asked.filter(({ sort }) => sort === "host")).toEqual(all.slice(0, 10));
  const trunk: HeldOf = { sort: "trunk", id: "t" };
  expect(askedOf(inRacks, [...all, trunk])).toEqual([trunk, ...asked]);
});

it("leaves nothing out where too many stand nowhere", () => {
  const loose = poolResourcesSchema.parse({ hosts: names.map((id) => hostOf(id, "")) });
  expect(new Set(askedOf(loose, all))).toEqual(new Set(all));
});
