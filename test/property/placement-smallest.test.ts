import { expect, test } from "vitest";
import { allAtOnce } from "../../shared/base/steps.ts";
import { checkPlacement } from "../../shared/placement/check/check-placement.ts";
import { place } from "../../shared/placement/place.ts";
import type { Refusal } from "../../shared/placement/placement.ts";
import { practise } from "../../shared/placement/practise.ts";
import { isProven } from "../../shared/placement/refusals/proven.ts";
import { seeded } from "../support/seeded.ts";
import { EveryWay } from "../support/small-lab/every-way.ts";
import { FAMILIES, KEPT, smallLab, type Family } from "../support/small-lab/families.ts";
import { nodeOf, requestOf, type SmallLab } from "../support/small-lab/small-lab.ts";

/** Labs of each family. More of them where one has the time. */
const LABS = Number(process.env["LABWRIGHT_SMALL_LABS"] ?? 8);
/** Where much of it stands already there are fewer ways to try, and more labs in which nothing conflicts but by that. */
const MORE_KEPT = 5;
const SEED = 20_261_123;
const PATIENCE_MS = 60_000 + LABS * 5000;

allAtOnce(practise());

/** Nodes that a refusal names as those that conflict, as far as it names all of them. */
function toldOf({ elements, parameters }: Refusal, { wanted }: SmallLab): readonly number[] | null {
  const names = String(parameters["names"] ?? "").split(/, | and /);
  const nodes = [...wanted.keys()].filter((number) => {
    const node = nodeOf(number);
    return names.includes(node) || (parameters["names"] === undefined && elements.includes(node));
  });
  return nodes.length === Number(parameters["parts"]) ? nodes : null;
}

/** The hosts of the machines that stand there already, and are not to be moved. */
function stayingIn({ wanted }: SmallLab, every: EveryWay): Readonly<Record<string, string>> {
  const staying = wanted.flatMap(({ stands }, number) =>
    stands.flatMap((host, at) =>
      host !== null && every.stays(number, host)
        ? [[`${nodeOf(number)}.${at + 1}`, `h${host}`] as const]
        : [],
    ),
  );
  return Object.fromEntries(staying);
}

function demandsOf({ elements, parameters: { parts, fewest } }: Refusal): number {
  return Number(parts ?? fewest ?? elements.length);
}

test.each(Object.keys(FAMILIES) as Family[])(
  "%s: placed exactly where there is a way, what stands stays, and what is told to conflict is the least that does",
  (family) => {
    const seen = { placed: 0, refused: 0, open: 0 };
    const labs = LABS * (Object.hasOwn(KEPT, family) ? MORE_KEPT : 1);
    for (let lab = 0; lab < labs; lab++) {
      const small = smallLab(family, seeded(SEED + lab));
      const every = new EveryWay(small);
      const least = every.fewest();
      const request = requestOf(small);
      const placed = place(request);
      expect(placed.ok, `lab ${lab}`).toBe(least === null);
      seen[placed.ok ? "placed" : "refused"] += 1;
      if (placed.ok) {
        expect(checkPlacement(request, placed.value)).toEqual([]);
        expect(placed.value.hosts, `lab ${lab}`).toMatchObject(stayingIn(small, every));
        continue;
      }
      const fewest = Math.min(...placed.error.map(demandsOf));
      if (fewest !== least?.length) seen.open += 1;
      for (const refusal of placed.error) {
        const { parts, proof } = refusal.parameters;
        if (proof === undefined) continue;
        expect(isProven(refusal)).toBe(true);
        // A dozen of machines may take more time than there is.
        if (proof === "smallest") expect(parts, `lab ${lab}`).toBe(least?.length);
        else seen.open += 1;
        const told = toldOf(refusal, small);
        if (told === null) continue;
        expect(every.fits(told)).toBe(false);
        for (const node of proof === "proven" ? [] : told)
          expect(every.fits(told.filter((other) => other !== node))).toBe(true);
      }
    }
    expect(Math.min(seen.placed, seen.refused)).toBeGreaterThan(0);
    expect(seen.open).toBeLessThanOrEqual(labs / 10);
  },
  PATIENCE_MS,
);
