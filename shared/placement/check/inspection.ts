import type { ResolvedNode } from "../../kinds/resolve.ts";
import type { Placement, PlacementRequest } from "../placement.ts";

/** Something a placement does that it must not. */
export interface Violation {
  readonly code:
    | "unplaced"
    | "not-in-design"
    | "not-in-pool"
    | "unsuitable"
    | "not-whole"
    | "stands-together"
    | "stands-apart"
    | "given-twice"
    | "claims-differ"
    | "over-capacity";
  readonly detail: string;
}

/** What the checks share: the question, the answer, and what they find. */
export interface Inspection {
  readonly request: PlacementRequest;
  readonly placement: Placement;
  readonly nodes: readonly ResolvedNode[];
  readonly report: (code: Violation["code"], detail: string) => void;
  /** Notes that the placement uses so much of a resource. */
  readonly use: (resource: string, quantity: number) => void;
}
