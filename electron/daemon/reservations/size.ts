import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { expandDesign } from "../../../shared/design/expand.ts";
import type { Design } from "../../../shared/design/design.ts";
import { requirementsOf } from "../../../shared/placement/requirements.ts";

/** What a design needs wherever it is placed. */
export function sizeOf(
  design: Design,
  catalogue: Catalogue,
): { readonly machines: number; readonly cores: number } {
  const { machines } = requirementsOf(expandDesign(design), catalogue);
  return {
    machines: machines.reduce((sum, { instances }) => sum + instances.length, 0),
    cores: Math.ceil(
      machines.reduce((sum, { instances, compute }) => sum + instances.length * compute.cores, 0),
    ),
  };
}
