import { expect, test } from "vitest";
import { checkPlacement } from "../../shared/placement/check/check-placement.ts";
import { place } from "../../shared/placement/place.ts";
import type { Placement, Refusal, RefusalCode } from "../../shared/placement/placement.ts";
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

/** What is there already and has moved without need. */
function movedIn(stock: SmallStock, every: EveryPiece, placed: Placement): readonly string[] {
  const { volumes, switches, subnets, exits, vlans, addresses } = stock;
  const given = Object.values(placed.vlans);
  const isFree = (number: number | null | undefined): boolean =>
    vlans.some((vlan) => vlan.number === number && !vlan.isHeld);
  const instances = (sort: Sort, at: number): readonly string[] =>
    Object.keys(placed[sort === "volumes" ? "storage" : "switches"]).filter((id) =>
      id.startsWith(`${idOf(sort, at)}.`),
    );
  return [
    ...volumes.flatMap(({ stays }, at) =>
      instances("volumes", at).filter((id) => stays !== null && placed.storage[id] !== `a${stays}`),
    ),
    ...switches.flatMap((_, at) => {
      const stays = every.staysOf(at);
      return instances("switches", at).filter(
        (id) => stays !== null && placed.switches[id] !== `d${stays}`,
      );
    }),
    ...subnets.flatMap(({ wish, has }, at) => {
      const id = idOf("subnets", at);
      const [vlan, own] = [placed.vlans[id], has === null ? null : vlans[has]!.number];
      const isDenied = vlan !== wish && isFree(wish) && !given.includes(wish!);
      const isMoved = isFree(own) && vlan !== own && vlan !== wish;
      return isDenied || isMoved ? [id] : [];
    }),
    ...exits.flatMap(({ has }, at) => {
      const id = idOf("exits", at);
      const isOpen = has !== null && addresses[has]?.isHeld === false;
      return isOpen && placed.outsideAddresses[id] !== `192.0.2.${has}` ? [id] : [];
    }),
  ];
}

test.each(Object.keys(STOCKS) as StockFamily[])(
  "%s: given exactly where there is enough, what is there stays, and what is told to conflict is the least that does",
  (family) => {
    const seen = { placed: 0, refused: 0 };
    for (let lab = 0; lab < LABS; lab++) {
      const stock = smallStock(family, seeded(SEED + lab));
      const every = new EveryPiece(stock);
      const request = requestOfStock(stock);
      const placed = place(request);
      seen[placed.ok ? "placed" : "refused"] += 1;
      if (placed.ok) {
        expect(checkPlacement(request, placed.value)).toEqual([]);
        expect(movedIn(stock, every, placed.value), `lab ${lab}`).toEqual([]);
      }
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
          const told = toldOf(refusal, sort, stock[sort].length);
          if (told !== null) expect(every.fits(sort, told), `lab ${lab}: ${sort}`).toBe(false);
        }
      }
    }
    expect(Math.min(seen.placed, seen.refused)).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
