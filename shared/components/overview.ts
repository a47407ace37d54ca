import type { Instant } from "../base/clock.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { checkDesign } from "../constraints/check.ts";
import { licencesOf } from "../constraints/indexes.ts";
import type { Problem } from "../constraints/rule.ts";
import type { ComponentVersion } from "../design/component.ts";
import { emptyDesign, type Design } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import { newUse, type Components } from "../design/use.ts";
import { resolveNodes } from "../kinds/resolve.ts";

import { runRate, type RunRate } from "../pricing/run-rate.ts";
import type { Terms } from "../pricing/terms.ts";
import { libraryOf } from "./update-uses.ts";
import { versionsNeeded } from "./needed.ts";

/** The use's id in {@link designWith}. */
const ONLY_USE = "use";

/** Seats that the software of a component takes, and those its own licences have. */
export interface LicenceNeed {
  readonly product: string;
  readonly needed: number;
  readonly held: number;
}

/** What a library tells of a component before it is placed. */
export interface ComponentOverview {
  /** A design with nothing but one use of it, by which the rest was worked out. */
  readonly design: Design;
  /** Machines and other things by kind, with everything used inside. */
  readonly instances: ReadonlyMap<string, number>;
  readonly licences: readonly LicenceNeed[];
  /** Problems it has by itself; many go away when its ports are linked. */
  readonly problems: readonly Problem[];
  readonly price: RunRate;
}

/** A design with one use of a version, every parameter as the component has it. */
export function designWith(version: ComponentVersion, library: Components): Design {
  const versions = [...versionsNeeded(version.nodes, library), version];
  return {
    ...emptyDesign(version.name),
    nodes: { [ONLY_USE]: newUse(version, version.name, { x: 0, y: 0 }) },
    components: libraryOf(versions),
  };
}

/** What one use of a version holds, needs, costs and lacks. `library` has the versions used inside it. */
export function overviewOf(
  version: ComponentVersion,
  library: Components,
  reference: { readonly catalogue: Catalogue; readonly terms: Terms; readonly at: Instant },
): ComponentOverview {
  const { catalogue, terms, at } = reference;
  const design = designWith(version, library);
  const nodes = [...resolveNodes(expandDesign(design), catalogue).values()];
  const instances = new Map<string, number>();
  const seats = new Map<string, { needed: number; held: number }>();
  const add = (product: string, needed: number, held: number): void => {
    const known = seats.get(product) ?? { needed: 0, held: 0 };
    seats.set(product, { needed: known.needed + needed, held: known.held + held });
  };
  for (const resolved of nodes) {
    const { node, traits, count } = resolved;
    instances.set(node.kind, (instances.get(node.kind) ?? 0) + count);
    const products = new Set(licencesOf(resolved, catalogue).map(({ product }) => product));
    for (const product of products) add(product, count, 0);
    const product = traits.seats?.product;
    if (traits.seats && product) add(product, 0, traits.seats.seats);
  }
  return {
    design,
    instances,
    licences: [...seats].map(([product, { needed, held }]) => ({ product, needed, held })),
    problems: checkDesign(design, catalogue, terms.book),
    price: runRate({ design, catalogue, terms, at }),
  };
}
