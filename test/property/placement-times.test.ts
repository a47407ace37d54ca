import { expect, test } from "vitest";
import { createChecker } from "../../shared/constraints/incremental.ts";
import { checkPool, type PoolQuestion } from "../../shared/constraints/pool-check.ts";
import { waysOut } from "../../shared/constraints/ways-out.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import type { Design } from "../../shared/design/design.ts";
import { checkPlacement } from "../../shared/placement/check/check-placement.ts";
import { place } from "../../shared/placement/place.ts";
import type { PlacementRequest } from "../../shared/placement/placement.ts";
import { seeded } from "../support/seeded.ts";
import {
  hour,
  hoursOf,
  labDuring,
  stockDuring,
  withClaims,
  type Claimed,
  type Hours,
  type OutOfUse,
} from "../support/small-lab/claims.ts";
import { EveryPiece } from "../support/small-lab/every-piece.ts";
import { EveryWay } from "../support/small-lab/every-way.ts";
import { smallLab, type Family } from "../support/small-lab/families.ts";
import { labFor, requestOf } from "../support/small-lab/small-lab.ts";
import { requestOfStock, stockFor } from "../support/small-lab/small-stock.ts";
import { smallStock, type StockFamily } from "../support/small-lab/stock-families.ts";

/** Labs of each family. More of them where one has the time. */
const LABS = Number(process.env["LABWRIGHT_SMALL_LABS"] ?? 8);
const SEED = 20_261_123;
const PATIENCE_MS = 60_000 + LABS * 5000;

/** Begins a few hours before the window and ends some time after it. */
const DAY: Hours = { from: 3, to: 30 };
/** So many ends of what is held at most are looked at for a later time. */
const MOST_TIMES = 24;

const LAB_FAMILIES = [
  "gaps of cores",
  "shared and exclusive hosts",
  "cables between whole hosts",
  "subnets of machines that share hosts",
  "everything",
] as const satisfies readonly Family[];

const STOCK_FAMILIES = [
  "volumes of equal machines, some held",
  "switches of several speeds",
  "seats of licences",
  "VLANs and outside addresses",
  "a little of all",
] as const satisfies readonly StockFamily[];

/** A lab in which others come and go, and what an oracle says of it. */
interface Busy {
  readonly request: PlacementRequest;
  /** Whether all of a design has a place in some hours. */
  readonly fits: (design: Design, during: Hours) => boolean;
  /** When somebody gives something back, or something may be used again. */
  readonly ends: readonly number[];
}

function busyLab(family: Family, seed: number): Busy {
  const random = seeded(seed);
  const lab = smallLab(family, random);
  const { hosts, trunks } = lab;
  const claims = [
    ...claimsOf(
      "cores",
      hosts.map(({ cores }) => cores),
      random,
    ),
    ...claimsOf(
      "uplink",
      hosts.map(({ uplinkMbps }) => uplinkMbps),
      random,
    ),
    ...claimsOf(
      "trunk",
      trunks.map(({ mbps }) => mbps),
      random,
    ),
  ];
  const out: readonly OutOfUse[] = hosts.flatMap((_, host) =>
    random() < 0.15 ? [{ host, ...hoursIn(random) }] : [],
  );
  return {
    request: withClaims(requestOf(lab), claims, out),
    fits: (design, during) => {
      const after = labFor(labDuring(lab, claims, out, during), design);
      return new EveryWay(after).fits([...after.wanted.keys()]);
    },
    ends: [...claims, ...out].map(({ to }) => to),
  };
}

function busyStock(family: StockFamily, seed: number): Busy {
  const random = seeded(seed);
  // Until when a licence lasts is not to be asked here.
  const made = smallStock(family, random);
  const stock = { ...made, owned: made.owned.filter(({ ends }) => !ends) };
  const one = (): number => 1;
  const claims = [
    ...claimsOf(
      "array",
      stock.arrays.map(({ capacityGiB }) => capacityGiB),
      random,
    ),
    ...claimsOf(
      "device",
      stock.devices.map(({ ports }) => ports),
      random,
    ),
    ...claimsOf(
      "seats",
      stock.owned.map(({ seats }) => seats),
      random,
    ),
    ...claimsOf("vlan", stock.vlans.map(one), random),
    ...claimsOf("address", stock.addresses.map(one), random),
  ];
  return {
    request: withClaims(requestOfStock(stock), claims, []),
    fits: (design, during) =>
      new EveryPiece(stockFor(stockDuring(stock, claims, during), design)).fitsAll(),
    ends: claims.map(({ to }) => to),
  };
}

/** Of some things several claims one after the other or at the same time, never more than there is. */
function claimsOf(
  of: Claimed["of"],
  amounts: readonly number[],
  random: () => number,
): readonly Claimed[] {
  return amounts.flatMap((amount, number) => {
    const count = random() < 0.5 ? 0 : 1 + Math.floor(random() * 3);
    const most = Math.floor(amount / Math.max(1, amount === 1 ? 1 : count));
    return Array.from({ length: amount === 1 ? Math.min(1, count) : count }, () => ({
      of,
      number,
      quantity: 1 + Math.floor(random() * most),
      ...hoursIn(random),
    })).filter(({ quantity }) => quantity <= most);
  });
}

function hoursIn(random: () => number): Hours {
  const from = DAY.from + Math.floor(random() * (DAY.to - DAY.from - 1));
  return { from, to: from + 1 + Math.floor(random() * 8) };
}

const BUSY = [
  ...LAB_FAMILIES.map((family) => ({ family, busy: (seed: number) => busyLab(family, seed) })),
  ...STOCK_FAMILIES.map((family) => ({ family, busy: (seed: number) => busyStock(family, seed) })),
];

test.each(BUSY)(
  "$family, of which others have something for a part of the time: placed exactly where there is a way",
  ({ busy }) => {
    const seen = { placed: 0, refused: 0 };
    for (let lab = 0; lab < LABS * 4; lab++) {
      const { request, fits } = busy(SEED + lab);
      const placed = place(request);
      expect(placed.ok, `lab ${lab}`).toBe(fits(request.design, hoursOf(request.window)));
      seen[placed.ok ? "placed" : "refused"] += 1;
      if (placed.ok) expect(checkPlacement(request, placed.value)).toEqual([]);
    }
    expect(Math.min(seen.placed, seen.refused)).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);

/** Numbers that are wished for, or never enough, are no matter of time. */
const LATER = BUSY.filter(({ family }) => family !== "VLANs and outside addresses");

test.each(LATER)(
  "$family: the first later time at which all has a place is offered, and no other",
  ({ busy }) => {
    const seen = { later: 0, never: 0 };
    for (let lab = 0; lab < LABS * 2; lab++) {
      const { request, fits, ends } = busy(SEED + lab);
      const question: PoolQuestion = { level: "window", ...request };
      const [problem] = checkPool(question);
      if (problem === undefined) continue;
      const { from, to } = hoursOf(request.window);
      const later = [...new Set(ends)]
        .filter((end) => end > from)
        .toSorted((a, b) => a - b)
        .slice(0, MOST_TIMES)
        .find((end) => fits(request.design, { from: end, to: end + to - from }));
      const offers = waysOut(question, problem, createChecker(request.catalogue, undefined));
      const times = offers.flatMap(({ window }) => (window === undefined ? [] : [window]));
      for (const { window, edits, title } of offers) {
        const during = hoursOf(window ?? request.window);
        expect(fits(applyEdits(request.design, edits), during), `lab ${lab}: ${title}`).toBe(true);
      }
      seen[later === undefined ? "never" : "later"] += 1;
      const first =
        later === undefined ? [] : [{ start: hour(later), end: hour(later + to - from) }];
      expect(times, `lab ${lab}`).toEqual(first);
    }
    expect(seen.later).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
