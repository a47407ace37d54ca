import type { PriceBook } from "./engine/book.ts";
import { isUsage } from "./engine/schema/rule.ts";
import type { Selector } from "./engine/schema/values.ts";

/** What is asked about: usage as far as a design says it. */
interface AnyUse {
  readonly meter: string;
  readonly item: string;
  readonly kind: string;
}

// Books never change, and the same few uses are asked about again and again.
const known = new WeakMap<PriceBook, Map<string, boolean>>();

/** Whether a book has a rule that may price a use, whoever it is of. What has none is never silently free. */
export function hasRule(book: PriceBook, use: AnyUse): boolean {
  let answers = known.get(book);
  if (answers === undefined) known.set(book, (answers = new Map()));
  const key = `${use.meter}\n${use.item}\n${use.kind}`;
  let answer = answers.get(key);
  if (answer === undefined) answers.set(key, (answer = looksUp(book, use)));
  return answer;
}

function looksUp({ rules }: PriceBook, { meter, item, kind }: AnyUse): boolean {
  return rules.some(
    (rule) =>
      (isUsage(rule) || rule.kind === "package") &&
      rule.meter === meter &&
      allows(rule.match.item, item) &&
      allows(rule.match.kind, kind),
  );
}

function allows(choice: Selector["item"], value: string): boolean {
  return choice === undefined || choice === "*" || [choice].flat().includes(value);
}
