import type { Refusal } from "../placement.ts";

const MOST_NAMED = 3;

/**
 * What differs in nothing but whose it is, together, in the place of the first: of a large design each machine alone
 * may lack the same.
 */
export function alikeRefusals<T extends { code: string; parameters: Refusal["parameters"] }>(
  refusals: readonly T[],
): readonly (readonly [T, ...T[]])[] {
  const alike = Map.groupBy(refusals, ({ code, parameters: { name: _whose, ...same } }) =>
    JSON.stringify([code, same]),
  );
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others]],
  );
}

/** The same refusals, with those that are alike made into one, which speaks of `Each of web-1, web-2 and web-3`. */
export function foldRefusals(refusals: readonly Refusal[]): readonly Refusal[] {
  return alikeRefusals(refusals).map(folded);
}

function folded(all: readonly [Refusal, ...Refusal[]]): Refusal {
  const [first] = all;
  if (all.length === 1) return first;
  const names = [...new Set(all.flatMap(({ parameters: { name } }) => name ?? []))].map(String);
  return {
    ...first,
    elements: [...new Set(all.flatMap(({ elements }) => elements))],
    parameters: { ...first.parameters, ...(names.length > 0 && { name: eachOf(names) }) },
  };
}

/** `Each of web-1, web-2, web-3 and 5 more`: a sentence about one of them stays right. */
export function eachOf(names: readonly string[]): string {
  const [first = ""] = names;
  if (names.length === 1) return first;
  const rest = names.length - MOST_NAMED;
  // One more is named rather than counted.
  const named = rest > 1 ? [...names.slice(0, MOST_NAMED), `${rest} more`] : names;
  return `Each of ${LIST.format(named)}`;
}

const LIST = new Intl.ListFormat("en-GB");
