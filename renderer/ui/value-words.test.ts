import { expect, it } from "vitest";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { hintOf, valueWords } from "./value-words.ts";

const catalogue = starterCatalogue();
const design = sketch("lab", { web: { kind: "machine" } }, [], {
  groups: { "g-1": { name: "Front" } },
});

it("tells values by names, not by ids", () => {
  const of = (property: string) => ({ catalogue, hint: hintOf("machine", property) });
  expect(valueWords("vm-medium", of("machineType"))).toBe("Virtual server, medium");
  expect(valueWords(["apache", "php"], of("applications"))).toMatch(/^Apache.*, PHP/);
  expect(valueWords("own-type", of("machineType"))).toBe("own-type");
  expect(valueWords("g-1", { catalogue, design, field: "group" })).toBe("Front");
  expect(valueWords({ node: "web", port: "nic", index: 0 }, { catalogue, design })).toBe(
    "web (nic 1)",
  );
  expect(valueWords({ node: "gone", port: "nic" }, { catalogue, design })).toBe("gone (nic)");
});

it("says what has no name as it is", () => {
  const words = [undefined, null, "", true, [], 5, { x: 1, y: -2 }, { a: 1 }, "x".repeat(80)];
  expect(words.map((value) => valueWords(value, { catalogue }))).toEqual([
    "nothing",
    "nothing",
    "nothing",
    "yes",
    "none",
    "5",
    "1, -2",
    '{"a":1}',
    `${"x".repeat(59)}…`,
  ]);
  expect(hintOf("machine", "toString")).toBeUndefined();
});
