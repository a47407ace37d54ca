import { describe, expect, test } from "vitest";
import { starterCatalogue, starterTerms } from "../catalogue/starter.ts";
import { checkDesign } from "../constraints/check.ts";
import { createChecker } from "../constraints/incremental.ts";
import { exampleDesigns } from "./examples.ts";
import { rehearsal } from "./rehearsal.ts";

const catalogue = starterCatalogue();
const { book } = starterTerms();

describe.each(exampleDesigns())("rehearsal of example $id", ({ design }) => {
  const versions = [...rehearsal(design)];

  test("ends with the design as it was", () => {
    expect(versions.at(-1)).toEqual(design);
  });

  test("takes each node and link away once in a turn, and follows it to the same problems", () => {
    const checker = createChecker(catalogue, book);
    const lost = new Set<string>();
    let problems = checker.update(design);
    for (const version of versions) {
      problems = checker.update(version);
      for (const id of [...Object.keys(design.nodes), ...Object.keys(design.links)])
        if (!(id in version.nodes) && !(id in version.links)) lost.add(id);
    }
    expect(lost.size).toBe(Object.keys(design.nodes).length + Object.keys(design.links).length);
    expect(problems).toEqual(checkDesign(design, catalogue, book));
  });
});
