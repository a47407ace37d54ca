import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ComponentKind, MeterId } from "../kinds/component-kind.ts";
import { allKinds } from "../kinds/index.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import { isUsage, type Rule } from "../pricing/engine/schema/rule.ts";
import { fits } from "../pricing/engine/select.ts";

/** Something that may stand on a bill: a catalogue item, or what a kind counts of its own. */
export interface BillableUse {
  readonly meter: MeterId;
  readonly item: string;
  readonly kind: string;
}

/** Everything that the catalogue's items and the kinds can be billed for, each once, in the order of the kinds. */
export function billableUses(catalogue: Catalogue): readonly BillableUse[] {
  const uses = allKinds().flatMap((kind) => usesOf(kind, catalogue));
  return [...new Map(uses.map((use) => [`${use.meter} ${use.item}`, use])).values()];
}

/** What no rule of the book prices at an instant. */
export function unpricedUses(
  book: PriceBook,
  catalogue: Catalogue,
  at: number,
): readonly BillableUse[] {
  const rules = book.rules.filter((rule) => isUsage(rule) && isValidAt(rule, at));
  return billableUses(catalogue).filter(
    (use) => !rules.some((rule) => "meter" in rule && rule.meter === use.meter && isFor(rule, use)),
  );
}

/** Within the rule's own time; the book's is not looked at. */
export function isValidAt({ validFrom, validTo }: Pick<Rule, "validFrom" | "validTo">, at: number) {
  return (
    (validFrom === undefined || Date.parse(validFrom) <= at) &&
    (validTo === undefined || at < Date.parse(validTo))
  );
}

function isFor({ match }: Rule, { item, kind }: BillableUse): boolean {
  const nobody = { account: "", environment: "", node: "", component: "", user: "", qosClass: "" };
  return fits(match, { ...nobody, groups: [], item, kind });
}

/** Of a node as it is when placed, and of one for each item that any of its properties can name. */
function usesOf(kind: ComponentKind, catalogue: Catalogue): readonly BillableUse[] {
  const chosen = Object.entries(kind.fields).flatMap(([property, { choose }]) =>
    (choose === undefined ? [] : catalogue.data[choose]).flatMap(({ id }) =>
      // A property names one item, or a list of them.
      [id, [id]].flatMap((value) => metersOf(kind, { [property]: value }, catalogue)),
    ),
  );
  return [...metersOf(kind, {}, catalogue), ...chosen].map(({ meter, item }) => ({
    meter,
    item,
    kind: kind.id,
  }));
}

function metersOf(kind: ComponentKind, raw: Readonly<Record<string, unknown>>, from: Catalogue) {
  const read = kind.properties.safeParse(raw);
  return read.success ? kind.meters(read.data, from) : [];
}
