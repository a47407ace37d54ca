import { expect, test } from "vitest";
import { extendCatalogue, mergeAdditions, readAdditions } from "./additions.ts";
import { starterCatalogue } from "./starter.ts";

const model = {
  id: "example-ex-1",
  name: "EX-1",
  vendor: "Example",
  description: "",
  ports: 8,
  speedMbps: 1000,
};

function read(value: unknown) {
  const additions = readAdditions(JSON.stringify(value));
  if (!additions.ok) throw new Error(JSON.stringify(additions.error));
  return additions.value;
}

test("a lab's own products stand in the catalogue, for what had their id as well", () => {
  const additions = read({ switchModels: [model, { ...model, id: "netgear-gs308", ports: 9 }] });
  const catalogue = extendCatalogue(starterCatalogue(), additions);
  expect(catalogue.find("switchModels", "example-ex-1")).toMatchObject({ ports: 8, uplinks: 0 });
  expect(catalogue.find("switchModels", "netgear-gs308")?.ports).toBe(9);
  const ids = catalogue.data.switchModels.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("added once more, a product replaces itself", () => {
  const twice = mergeAdditions(
    read({ switchModels: [model] }),
    read({ switchModels: [{ ...model, ports: 10 }] }),
  );
  expect(twice.switchModels.map(({ ports }) => ports)).toEqual([10]);
});

test.each(["{", "[]", '{"switchModels":[{"id":"x"}]}', '{"machineTypes":{}}'])(
  "%s is refused",
  (text) => {
    expect(readAdditions(text).ok).toBe(false);
  },
);
