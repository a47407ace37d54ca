import type { ItemRule } from "../problem.ts";

interface Counted {
  readonly rule: ItemRule;
  readonly counts: Int32Array;
}

/** How often rules of standing together or apart are broken, kept while items come and go. */
export class RuleBreaches {
  readonly #byItem: readonly Counted[][];
  /** Of rules that must hold. */
  broken = 0;
  /** What wishes that are not granted add to the objective. */
  regret = 0;

  constructor(items: number, rules: readonly ItemRule[]) {
    this.#byItem = rules.length === 0 ? [] : Array.from({ length: items }, () => []);
    for (const rule of rules) {
      const counted = { rule, counts: new Int32Array(rule.domains) };
      for (const item of rule.members) this.#byItem[item]?.push(counted);
    }
  }

  concerns(item: number): boolean {
    return (this.#byItem[item]?.length ?? 0) > 0;
  }

  /** What putting an item there would break, wishes counted by their weight. */
  harm(item: number, host: number): number {
    let harm = 0;
    for (const { rule, counts } of this.#byItem[item] ?? []) {
      const count = counts[rule.domainOf[host] ?? 0] ?? 0;
      harm += (breaches(rule, count + 1) - breaches(rule, count)) * (rule.wish ?? MUST);
    }
    return harm;
  }

  change(item: number, host: number, sign: 1 | -1): void {
    const own = this.#byItem[item];
    if (own === undefined) return;
    for (const { rule, counts } of own) {
      const domain = rule.domainOf[host] ?? 0;
      const count = counts[domain] ?? 0;
      counts[domain] = count + sign;
      const change = breaches(rule, count + sign) - breaches(rule, count);
      if (rule.wish === null) this.broken += change;
      else this.regret += change * rule.wish;
    }
  }
}

/** What a rule that must hold weighs beside wishes. */
const MUST = 1000;

/** Pairs that stand together though they should not; or those apart from the rest, halved for being seen twice. */
function breaches({ apart, members }: ItemRule, count: number): number {
  return apart ? (count * (count - 1)) / 2 : Math.min(count, members.length - count) / 2;
}
