import type { ItemRule } from "./problem.ts";

interface Counted {
  readonly rule: ItemRule;
  readonly counts: Int32Array;
}

/** How often rules of standing together or apart are broken, kept while items come and go. */
export class RuleBreaches {
  readonly #byItem = new Map<number, Counted[]>();
  /** Of rules that must hold. */
  broken = 0;
  /** What wishes that are not granted add to the objective. */
  regret = 0;

  constructor(rules: readonly ItemRule[]) {
    for (const rule of rules) {
      const counted = { rule, counts: new Int32Array(rule.domains) };
      for (const item of rule.members) {
        const known = this.#byItem.get(item);
        if (known === undefined) this.#byItem.set(item, [counted]);
        else known.push(counted);
      }
    }
  }

  isIn(item: number): boolean {
    return this.#byItem.has(item);
  }

  change(item: number, host: number, sign: 1 | -1): void {
    for (const { rule, counts } of this.#byItem.get(item) ?? []) {
      const domain = rule.domainOf[host] ?? 0;
      const count = counts[domain] ?? 0;
      counts[domain] = count + sign;
      const change = breaches(rule, count + sign) - breaches(rule, count);
      if (rule.wish === null) this.broken += change;
      else this.regret += change * rule.wish;
    }
  }
}

/** Pairs that stand together though they should not; or those apart from the rest, halved for being seen twice. */
function breaches({ apart, members }: ItemRule, count: number): number {
  return apart ? (count * (count - 1)) / 2 : Math.min(count, members.length - count) / 2;
}
