import type { Catalogue, CatalogueSort } from "../../../shared/catalogue/catalogue.ts";
import type { ComponentKind } from "../../../shared/kinds/component-kind.ts";
import { paletteKinds } from "../../../shared/kinds/index.ts";
import type { Placing } from "../../store/ui.ts";

/** Something the palette offers: a kind, or a kind with one catalogue item chosen already. */
export interface PaletteItem extends Placing {
  readonly description: string;
  readonly category: string;
  /** What the search looks at, lower case. */
  readonly text: string;
}

/** Every kind in palette order. */
export function kindItems(): readonly PaletteItem[] {
  return paletteKinds().map((kind) => ({
    kind: kind.id,
    title: kind.title,
    description: kind.description,
    category: kind.category,
    properties: {},
    text: [kind.title, kind.description, kind.category, ...kind.words].join(" ").toLowerCase(),
  }));
}

/**
 * What the search offers beside the kinds: for each property that is chosen from the catalogue, the kind
 * with each of its items, e.g. a machine with Debian 12.
 */
export function catalogueItems(catalogue: Catalogue): readonly PaletteItem[] {
  return paletteKinds().flatMap((kind) =>
    Object.entries(kind.fields).flatMap(([property, field]) =>
      field.choose === undefined || field.advanced === true
        ? []
        : itemsOf(kind, property, field.choose, catalogue),
    ),
  );
}

function itemsOf(
  kind: ComponentKind,
  property: string,
  sort: CatalogueSort,
  catalogue: Catalogue,
): readonly PaletteItem[] {
  const many = kind.properties.safeParse({ [property]: ["x"] }).success;
  return catalogue.data[sort].map((item) => ({
    kind: kind.id,
    title: item.name,
    description: `${kind.title} · ${item.description}`,
    category: kind.category,
    properties: { [property]: many ? [item.id] : item.id },
    text: [item.name, item.vendor, item.id, kind.title].join(" ").toLowerCase(),
  }));
}

/** Items that hold every word of the query, kinds before catalogue items. */
export function searchItems(
  query: string,
  kinds: readonly PaletteItem[],
  others: readonly PaletteItem[],
): readonly PaletteItem[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return kinds;
  return [...kinds, ...others].filter((item) => words.every((word) => item.text.includes(word)));
}
