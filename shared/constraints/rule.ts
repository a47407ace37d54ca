import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, DesignLink, ElementReference, LinkId, NodeId } from "../design/design.ts";
import type { DesignEdit } from "../design/edit.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { RateCard } from "../pricing/rate-card.ts";
import type { Topology } from "../topology/topology.ts";

export type Severity = "error" | "warning" | "info";

/** Something wrong with a design. Its sentence is made from the code and the parameters (problem-texts.ts). */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  /** What it concerns; the first is what a click jumps to. */
  readonly elements: readonly ElementReference[];
  /** The property at fault, where it is one. */
  readonly property?: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly fix?: QuickFix;
}

/** A way out that one click takes and one undo takes back. */
export interface QuickFix {
  /** Imperative, e.g. `Use Debian 12`. */
  readonly title: string;
  readonly edits: readonly DesignEdit[];
}

/**
 * What a rule may look at. Every read is noted, so that an edit re-runs only the rules that read what
 * changed; a rule must therefore take nothing from anywhere else.
 */
export interface RuleContext {
  readonly catalogue: Catalogue;
  readonly rateCard: RateCard | undefined;
  /** The design's own fields other than its collections. */
  readonly designName: string;
  nodeIds(): readonly NodeId[];
  linkIds(): readonly LinkId[];
  node(id: NodeId): ResolvedNode | undefined;
  link(id: LinkId): DesignLink | undefined;
  linksOf(node: NodeId): readonly LinkId[];
  /** Changes only when a link, a node's forwarding or a subnet changes; not when a name or position does. */
  topology(): Topology;
}

/** What a rule is run for: once per design, per node or per link. */
export type RuleScope = "design" | "node" | "link";

/** One design rule. Add one by writing a file and a line in rules/index.ts. */
export interface Rule<Code extends string = string> {
  /** Stable; what suppressions, documentation and translations refer to. */
  readonly code: Code;
  readonly severity: Severity;
  readonly scope: RuleScope;
  readonly title: string;
  /** Why it is a problem; shown under *Why?* and in the documentation. */
  readonly explanation: string;
  /** `id` is the node or link, empty for a design rule. */
  check(context: RuleContext, id: string): readonly Problem[];
  /** Small designs that show the rule; the contract suite proves each of them. */
  readonly examples: { readonly passing: readonly Design[]; readonly failing: readonly Design[] };
}

export function defineRule<const Code extends string>(rule: Rule<Code>): Rule<Code> {
  return rule;
}
