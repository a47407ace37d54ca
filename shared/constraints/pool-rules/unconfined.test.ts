import { expect, it } from "vitest";
import { starterCatalogue, starterPriceBook } from "../../catalogue/starter.ts";
import { poolResourcesSchema } from "../../pool/pool.ts";
import { createChecker } from "../incremental.ts";
import { checkPool, type PoolQuestion } from "../pool-check.ts";
import { waysOut } from "../ways-out.ts";
import { hostsFragmented } from "./hosts-fragmented.ts";

it("offers a subnet instead of a bare cable whose ends find no gap together", () => {
  const example = hostsFragmented.examples.failing.find(
    ({ resources }) => resources.cablesEndAtHost === true,
  );
  const question: PoolQuestion = {
    level: "pool",
    design: example!.design,
    catalogue: starterCatalogue(),
    pool: {
      id: "lab",
      name: "Lab",
      driver: "simulated",
      state: "online",
      refreshedAt: "2027-01-01T00:00:00Z",
      conditions: [],
      resources: poolResourcesSchema.parse(example!.resources),
    },
    window: { start: "2027-01-01T10:00:00Z", end: "2027-01-01T12:00:00Z" },
    held: [],
  };
  const [problem, ...others] = checkPool(question);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: "hosts-fragmented" });
  const checker = createChecker(question.catalogue, starterPriceBook());
  const titles = waysOut(question, problem!, checker).map(({ title }) => title);
  expect(titles.some((title) => /^Join .+ by a subnet /.test(title))).toBe(true);
});
