import { useEffect, useState } from "react";
import type { DeclaredFeeQuote } from "../../../shared/billing/declared-fee.ts";
import type { ExpectedUsage } from "../../../shared/billing/customer.ts";
import { ask } from "../../live/actions.ts";

/** What somebody who signs up types that they expect to use, by meter. */
export type Declared = Readonly<Record<string, string>>;

/** What was typed as numbers, or the meters at which it is none. What is left empty is not declared. */
export function expectedOf(
  declared: Declared,
): { readonly usage: ExpectedUsage[] } | { readonly wrong: readonly string[] } {
  const typed = Object.entries(declared).filter(([, text]) => text.trim() !== "");
  const usage = typed.map(([meter, text]) => ({ meter, quantity: Number(text), note: "" }));
  const wrong = usage.filter(({ quantity }) => !(quantity >= 0 && quantity < Infinity));
  return wrong.length === 0 ? { usage } : { wrong: wrong.map(({ meter }) => meter) };
}

/** What the price book asks, and the fee that follows from the answers; null until the lab has said so. */
export function useDeclaredFee(start: string, declared: Declared): DeclaredFeeQuote | null {
  const [quote, setQuote] = useState<DeclaredFeeQuote | null>(null);
  const expected = expectedOf(declared);
  const key = JSON.stringify([start, expected]);
  useEffect(() => {
    let isShown = true;
    const at = /^\d{4}-\d\d-\d\d$/.test(start) ? `${start}T00:00:00Z` : null;
    if (at === null || "wrong" in expected) return;
    void ask(({ invoicing }) =>
      invoicing.declaredFee({ start: at, expectedUsage: expected.usage }),
    ).then((found) => {
      if (isShown) setQuote(found.ok ? found.value : null);
    });
    return () => {
      isShown = false;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the key is what is asked
  }, [key]);
  return quote;
}
