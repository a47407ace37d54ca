import type { Contract } from "../contract.ts";
import type { RatedLine } from "../line.ts";
import type { Collection } from "../schema/collection.ts";
import { instalment } from "./instalment.ts";
import { payPerUse } from "./pay-per-use.ts";
import { periodic } from "./periodic.ts";
import { prepaid } from "./prepaid.ts";
import type { CollectionFrame, CollectionScheme, Payment } from "./scheme.ts";

/** Every way of collecting. */
export const COLLECTION_SCHEMES = {
  "pay-per-use": payPerUse,
  periodic,
  instalment,
  prepaid,
} as const satisfies { readonly [Id in Collection["scheme"]]: CollectionScheme<Id> };

const OTHERWISE: Collection = { scheme: "periodic", cadence: "monthly", payWithinDays: 0 };

/** What is to be paid when, as the contract mixes ways of paying: each line by the first of them that takes it. */
export function collect(
  contract: Contract,
  lines: readonly RatedLine[],
  frame: CollectionFrame,
): readonly Payment[] {
  const ways = [...contract.collection, OTHERWISE];
  const billed = lines.filter(({ category }) => category !== "unpriced");
  const byWay = Map.groupBy(billed, (line) => ways.find((way) => takes(way, line)) ?? OTHERWISE);
  return [...byWay]
    .flatMap(([way, own]) => collectBy(way, own, frame))
    .toSorted((a, b) => a.at - b.at);
}

function takes({ kinds, rules }: Collection, { category, rule }: RatedLine): boolean {
  return (
    (kinds === undefined || kinds.some((kind) => kind === category)) &&
    (rules === undefined || rules.includes(rule.id))
  );
}

function collectBy(
  way: Collection,
  lines: readonly RatedLine[],
  frame: CollectionFrame,
): readonly Payment[] {
  switch (way.scheme) {
    case "pay-per-use":
      return payPerUse.collect(lines, way, frame);
    case "periodic":
      return periodic.collect(lines, way, frame);
    case "instalment":
      return instalment.collect(lines, way, frame);
    case "prepaid":
      return prepaid.collect(lines, way, frame);
  }
}
