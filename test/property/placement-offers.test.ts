import { expect, test } from "vitest";
import { createChecker } from "../../shared/constraints/incremental.ts";
import { checkPool, type PoolQuestion } from "../../shared/constraints/pool-check.ts";
import type { QuickFix } from "../../shared/constraints/rule.ts";
import { waysOut } from "../../shared/constraints/ways-out.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import type { PlacementRequest } from "../../shared/placement/placement.ts";
import { seeded } from "../support/seeded.ts";
import { EveryPiece } from "../support/small-lab/every-piece.ts";
import { EveryWay } from "../support/small-lab/every-way.ts";
import { FAMILIES, smallLab, type Family } from "../support/small-lab/families.ts";
import { labFor, labLater, requestOf } from "../support/small-lab/small-lab.ts";
import { requestOfStock, stockFor, stockLater } from "../support/small-lab/small-stock.ts";
import { smallStock, STOCKS, type StockFamily } from "../support/small-lab/stock-families.ts";

/** Labs of each family that do not hold what is wanted of them. More of them where one has the time. */
const LABS = Math.ceil(Number(process.env["LABWRIGHT_SMALL_LABS"] ?? 8) / 8);
const SEED = 20_261_124;
const PATIENCE_MS = 60_000 + LABS * 5000;

/** What is offered for all that such labs lack; nothing for one that lacks nothing. */
function offersOf(request: PlacementRequest): { offers: readonly QuickFix[]; problems: number } {
  const question: PoolQuestion = { level: "window", ...request };
  const problems = checkPool(question);
  const checker = createChecker(request.catalogue, undefined);
  const offers = problems.flatMap((problem) => waysOut(question, problem, checker));
  return { offers, problems: problems.length };
}

test.each(Object.keys(FAMILIES) as Family[])(
  "%s: something is offered, and with each offer everything has a place",
  (family) => {
    for (let seed = SEED, labs = 0; labs < LABS; seed++) {
      const lab = smallLab(family, seeded(seed));
      const request = requestOf(lab);
      const { offers, problems } = offersOf(request);
      if (problems === 0) continue;
      labs += 1;
      expect(offers, `seed ${seed}`).not.toEqual([]);
      for (const { title, edits, window } of offers) {
        const after = labFor(
          window === undefined ? lab : labLater(lab),
          applyEdits(request.design, edits),
        );
        const fits = new EveryWay(after).fits([...after.wanted.keys()]);
        expect(fits, `seed ${seed}: ${title}`).toBe(true);
      }
    }
  },
  PATIENCE_MS,
);

test.each(Object.keys(STOCKS) as StockFamily[])(
  "%s: something is offered, and with each offer there is enough of everything",
  (family) => {
    for (let seed = SEED, labs = 0; labs < LABS * 2; seed++) {
      const stock = smallStock(family, seeded(seed));
      const request = requestOfStock(stock);
      const { offers, problems } = offersOf(request);
      if (problems === 0) continue;
      labs += 1;
      expect(offers, `seed ${seed}`).not.toEqual([]);
      for (const { title, edits, window } of offers) {
        const after = stockFor(
          window === undefined ? stock : stockLater(stock),
          applyEdits(request.design, edits),
        );
        expect(new EveryPiece(after).fitsAll(), `seed ${seed}: ${title}`).toBe(true);
      }
    }
  },
  PATIENCE_MS,
);
