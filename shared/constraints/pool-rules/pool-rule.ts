import type { z } from "zod";
import type { Design } from "../../design/design.ts";
import type { Refusal, RefusalCode } from "../../placement/placement.ts";
import type { Pool, poolResourcesSchema } from "../../pool/pool.ts";
import type { QuickFix, RuleContext, RuleWords } from "../rule.ts";

/** A design that a pool cannot hold, seen by who looks for ways out. */
export interface PoolSituation {
  /** The design as rules read it, with its components expanded. */
  readonly context: RuleContext;
  /** The same design, for what rules do not read of it: its groups. */
  readonly design: Design;
  readonly pool: Pool;
}

export interface PoolExample {
  readonly design: Design;
  readonly resources: z.input<typeof poolResourcesSchema>;
  readonly state?: Pool["state"];
}

/**
 * One reason why a pool may not hold a design. The placement finds it, its sentence stands in refusal-text.ts.
 * Add one by a code in placement.ts, a file here and a line in index.ts.
 */
export interface PoolRule<Code extends RefusalCode = RefusalCode> extends RuleWords<Code> {
  readonly severity: "error";
  /**
   * Ways out worth trying, the best first. They may be mere guesses: only what is proven to mend the problem
   * and to add none is offered (see ways-out.ts).
   */
  ways?(situation: PoolSituation, refusal: Refusal): readonly (QuickFix | undefined)[];
  /** The contract suite proves each of them. */
  readonly examples: {
    readonly passing: readonly PoolExample[];
    readonly failing: readonly PoolExample[];
  };
}

/** Keeps a rule's literal code without writing it twice. */
export function definePoolRule<const Code extends RefusalCode>(
  rule: PoolRule<Code>,
): PoolRule<Code> {
  return rule;
}
