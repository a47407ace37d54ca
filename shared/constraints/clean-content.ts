import type { Rule, RuleNode } from "./rule.ts";

/**
 * The rules that find nothing in nodes of one content (kind, properties and count) and read nothing else to say
 * so. Most rules do so of most nodes, and most nodes of a design are like others of it: of these they need not
 * be run again.
 */
export interface CleanContent {
  /** Those of nodes like this one, to be added to; undefined where it stands for itself. */
  rulesOf(node: RuleNode | undefined): Set<Rule> | undefined;
}

export function createCleanContent(): CleanContent {
  // Nodes of the same kind and properties share one object of these (resolve.ts).
  const known = new WeakMap<RuleNode["properties"], Map<number, Set<Rule>>>();
  return {
    rulesOf: (node) => {
      if (node === undefined || node.statedCount !== node.count) return undefined;
      let byCount = known.get(node.properties);
      if (byCount === undefined) known.set(node.properties, (byCount = new Map()));
      let rules = byCount.get(node.count);
      if (rules === undefined) byCount.set(node.count, (rules = new Set()));
      return rules;
    },
  };
}
