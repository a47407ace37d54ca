import type { CatalogueSort } from "../catalogue/catalogue.ts";
import type { RuleContext, RuleNode } from "./rule.ts";

/** A catalogue item that a node names, and the property by which it does. */
export interface Choice {
  readonly sort: CatalogueSort;
  readonly property: string;
  readonly item: string;
}

/** Everything a node names of the catalogue. */
export function choicesOf({ traits }: RuleNode): readonly Choice[] {
  const one = (sort: CatalogueSort, property: string, item: string | null | undefined): Choice[] =>
    item === null || item === undefined ? [] : [{ sort, property, item }];
  return [
    ...one("machineTypes", "machineType", traits.machineType),
    ...one("operatingSystems", "operatingSystem", traits.software?.operatingSystem),
    ...[...new Set(traits.software?.applications)].flatMap((item) =>
      one("applications", "applications", item),
    ),
    ...one("switchModels", "switchModel", traits.switchModel),
    ...one("storageClasses", "storageClass", traits.storageClass),
    ...one("licenceProducts", "product", traits.seats?.product),
  ];
}

export function isUnknownTo({ catalogue }: RuleContext): (choice: Choice) => boolean {
  return ({ sort, item }) => item !== "" && catalogue.find(sort, item) === undefined;
}
