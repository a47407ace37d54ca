import { CATALOGUE_SORTS, type Catalogue } from "../catalogue/catalogue.ts";
import { findKind } from "../kinds/index.ts";

/** What people call a metered item: its name in the catalogue, its kind's title, else its id. */
export function itemName(catalogue: Catalogue, item: string): string {
  for (const sort of CATALOGUE_SORTS) {
    const found = catalogue.find(sort, item);
    if (found !== undefined) return found.name;
  }
  return findKind(item)?.title ?? item;
}
