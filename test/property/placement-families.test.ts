import { describe, expect, test } from "vitest";
import { place } from "../../shared/placement/place.ts";
import { readPtop, readTop } from "../bench/placement/assign-format.ts";
import { randomTop, starPtop } from "../bench/placement/families.ts";
import { mappingFigures } from "../support/mapping-figures.ts";
import { plainCatalogue } from "../support/pools.ts";

const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };
const catalogue = plainCatalogue();
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

describe("random graphs on 500 hosts of 24 to a switch", () => {
  // Seconds of another search over each of them find 9 to 11 links; the solver to beat has 14 at best.
  test.each(SEEDS)("50 machines, seed %i: none of them is a trap for the search", (seed) => {
    const pool = readPtop(starPtop(500));
    const request = { design: readTop(randomTop(50, seed)), pool, catalogue, window, held: [] };
    const placed = place(request);
    expect(placed.ok).toBe(true);
    if (!placed.ok) return;
    const { violations, interSwitchLinks } = mappingFigures(request, placed.value);
    expect(violations).toBe(0);
    expect(interSwitchLinks).toBeLessThanOrEqual(13);
  });

  // Nearly all trunks are full to the brim; a search that looks at hosts one by one finds no way.
  test.each([1, 2, 3])(
    "180 machines, seed %i: the way that there is only just is found",
    (seed) => {
      const pool = readPtop(starPtop(500));
      const request = { design: readTop(randomTop(180, seed)), pool, catalogue, window, held: [] };
      const placed = place(request);
      expect(placed.ok).toBe(true);
      if (placed.ok) expect(mappingFigures(request, placed.value).violations).toBe(0);
    },
  );
});
