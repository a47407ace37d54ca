import { expect, it } from "vitest";
import { pairFiles } from "./pairing.ts";

const lab = (name: string) => ({
  name,
  text: '<rspec xmlns="http://www.geni.net/resources/rspec/3" type="request"/>',
});
const other = (name: string) => ({ name, text: '{"some": "thing"}' });

function pairs(...files: readonly { name: string; text: string }[]): readonly string[][] {
  return pairFiles(files).map(({ name, beside }) => [name].concat([...(beside?.keys() ?? [])]));
}

it("gives a lab what begins with its name", () => {
  expect(pairs(other("b.clab.yml.annotations.json"), lab("a.clab.yml"), lab("b.clab.yml"))).toEqual(
    [["a.clab.yml"], ["b.clab.yml", "b.clab.yml.annotations.json"]],
  );
});

it("gives the only lab everything", () => {
  expect(pairs(lab("a.rspec"), other("notes.json"))).toEqual([["a.rspec", "notes.json"]]);
});

it("leaves alone what belongs to none, so that it is refused", () => {
  expect(pairs(other("x.txt"), other("y.txt"))).toEqual([["x.txt"], ["y.txt"]]);
  expect(pairs(lab("a.rspec"), lab("b.rspec"), other("c.json"))).toEqual([
    ["a.rspec"],
    ["b.rspec"],
    ["c.json"],
  ]);
});
