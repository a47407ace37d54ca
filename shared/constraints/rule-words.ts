import { findPoolRule } from "./pool-rules/index.ts";
import type { RuleWords } from "./rule.ts";
import { findRule } from "./rules/index.ts";

/** What can be read about the rule of a code, be it one about designs or one about pools. */
export function ruleWords(code: string): RuleWords | undefined {
  return findRule(code) ?? findPoolRule(code);
}
