import type { Design } from "../../shared/design/design.ts";
import { plainRecord } from "../../shared/design/large-record.ts";

/** The same design for `structuredClone`, which is how workers are told things: see large-record.ts. */
export function plainDesign(design: Design): Design {
  const { nodes, links, groups, notes } = design;
  return {
    ...design,
    nodes: plainRecord(nodes),
    links: plainRecord(links),
    groups: plainRecord(groups),
    notes: plainRecord(notes),
  };
}
