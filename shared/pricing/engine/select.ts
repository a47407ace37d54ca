import type { Selector, UsedBy } from "./schema/values.ts";

/** What a selector looks at. */
export interface Target {
  readonly account: string;
  readonly environment: string;
  readonly node: string;
  readonly item: string;
  readonly kind: string;
  readonly component: string;
  readonly user: string;
  readonly groups: readonly string[];
  readonly qosClass: string;
  readonly usedBy?: UsedBy | undefined;
}

const FIELDS = [
  "account",
  "environment",
  "node",
  "item",
  "kind",
  "component",
  "user",
  "qosClass",
  "usedBy",
] as const satisfies readonly (keyof Selector & keyof Target)[];

/** True when every field that the selector gives fits. */
export function fits(selector: Selector, target: Target): boolean {
  return (
    FIELDS.every((field) => allows(selector[field], target[field])) &&
    (isAny(selector.group) || target.groups.some((group) => allows(selector.group, group)))
  );
}

/** How many fields narrow it down: of two rules for one use, the narrower one holds. */
export function specificity(selector: Selector): number {
  return [...FIELDS, "group" as const].filter((field) => !isAny(selector[field])).length;
}

/** True when something may fit both. */
export function intersects(a: Selector, b: Selector): boolean {
  // A component may be in several groups, so two groups never rule each other out.
  return FIELDS.every((field) => {
    const [one, other] = [a[field], b[field]];
    return isAny(one) || isAny(other) || [one].flat().some((value) => allows(other, value));
  });
}

type Choice = Selector["item"];

function isAny(choice: Choice): choice is undefined | "*" {
  return choice === undefined || choice === "*";
}

function allows(choice: Choice, value: string | undefined): boolean {
  if (isAny(choice)) return true;
  return typeof choice === "string" ? choice === value : choice.some((one) => one === value);
}
