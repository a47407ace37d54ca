import { expect, test } from "vitest";
import { checkPlacement } from "../../shared/placement/check/check-placement.ts";
import { place } from "../../shared/placement/place.ts";
import type { Refusal, RefusalCode } from "../../shared/placement/placement.ts";
import { isProven } from "../../shared/placement/refusals/proven.ts";
import { seeded } from "../support/seeded.ts";
import { EveryPiece } from "../support/small-lab/every-piece.ts";
import {
  idOf,
  requestOfStock,
  SORTS,
  type SmallStock,
  type Sort,
} from "../support/small-lab/small-stock.ts";
import { smallStock, STOCKS, type StockFamily } from "../support/small-lab/stock-families.ts";

/** Labs of each family. More of them where one has the time. */
const LABS = Number(process.env["LABWRIGHT_SMALL_LABS"] ?? 8) * 5;
const SEED = 20_261_123;
const PATIENCE_MS = 60_000 + LABS * 1000;

const SORT_OF: Partial<Record<RefusalCode, Sort>> = {
  "not-enough-storage": "volumes",
  "not-enough-storage-bandwidth": "volumes",
  "not-enough-switch-ports": "switches",
  "switch-too-slow": "switches",
  "not-enough-seats": "licences",
  "not-enough-vlans": "subnets",
  "not-enough-outside-addresses": "exits",
};

/** What a refusal names as those that conflict, by numbers, as far as it names all of them. */
function toldOf(
  { elements, parameters }: Refusal,
  sort: Sort,
  count: number,
): readonly number[] | null {
  const names = String(parameters["names"] ?? "").split(/, | and /);
  const told = Array.from({ length: count }, (_, at) => at).filter((at) => {
    const id = idOf(sort, at);
    return names.includes(id) || (parameters["names"] === undefined && elements.includes(id));
  });
  return told.length === sizeOf({ elements, parameters }) ? told : null;
}

function sizeOf({
  elements,
  parameters: { parts, fewest },
}: Pick<Refusal, "elements" | "parameters">): number {
  return Number(parts ?? fewest ?? elements.length);
}

function countOf(stock: SmallStock, sort: Sort): number {
  const wanted = stock[sort];
  return typeof wanted === "number" ? wanted : wanted.length;
}

test.each(Object.keys(STOCKS) as StockFamily[])(
  "%s: given exactly where there is enough, and what is told to conflict is the least that does",
  (family) => {
    const seen = { placed: 0, refused: 0 };
    for (let lab = 0; lab < LABS; lab++) {
      const stock = smallStock(family, seeded(SEED + lab));
      const every = new EveryPiece(stock);
      const request = requestOfStock(stock);
      const placed = place(request);
      seen[placed.ok ? "placed" : "refused"] += 1;
      if (placed.ok) expect(checkPlacement(request, placed.value)).toEqual([]);
      const refusals = placed.ok ? [] : placed.error;
      expect(refusals.filter(({ code }) => SORT_OF[code] === undefined)).toEqual([]);
      for (const sort of SORTS) {
        const least = every.fewest(sort);
        const own = refusals.filter(({ code }) => SORT_OF[code] === sort);
        expect(own.length > 0, `lab ${lab}: ${sort}`).toBe(least !== null);
        if (least === null) continue;
        expect(Math.min(...own.map(sizeOf)), `lab ${lab}: ${sort}`).toBe(least.length);
        for (const refusal of own) {
          expect(isProven(refusal), `lab ${lab}: ${sort}`).toBe(true);
          const { parts, proof } = refusal.parameters;
          if (proof === "smallest") expect(parts, `lab ${lab}: ${sort}`).toBe(least.length);
          const told = toldOf(refusal, sort, countOf(stock, sort));
          if (told !== null) expect(every.fits(sort, told), `lab ${lab}: ${sort}`).toBe(false);
        }
      }
    }
    expect(Math.min(seen.placed, seen.refused)).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
