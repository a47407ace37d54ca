import { expect, test } from "vitest";
import { sampleInstance } from "./sample-instance.ts";
import { outsideAddresses } from "./outside.ts";

test("addresses outside follow from the design's order, one for each interface there", () => {
  const instances = [
    sampleInstance("a.1", [
      ["lan", "10.0.0.1/24"],
      ["out", null],
    ]),
    sampleInstance("b.1", [["out", null]]),
  ];
  const desired = { networks: [], volumes: [], instances };
  expect([...outsideAddresses(desired, "out", "100.64.7.1")]).toEqual([
    ["a.1/eth1", { address: "100.64.7.2/24", gateway: "100.64.7.1" }],
    ["b.1/eth0", { address: "100.64.7.3/24", gateway: "100.64.7.1" }],
  ]);
});

test("a full network gives no address beyond its last", () => {
  const instances = Array.from({ length: 300 }, (_, index) =>
    sampleInstance(`a.${index + 1}`, [["out", null]]),
  );
  const all = outsideAddresses({ networks: [], volumes: [], instances }, "out", "100.64.7.1");
  expect([...all.values()].at(-1)?.address).toBe("100.64.7.254/24");
  expect(all.size).toBe(253);
});
