import type { Refusal } from "./placement.ts";

const MOST_NAMED = 3;

/**
 * The same refusals, with those that differ in nothing but whose they are made into one, in the place of the first: of
 * a large design each machine alone may lack the same. The one speaks of `Each of web-1, web-2 and web-3`.
 */
export function foldRefusals(refusals: readonly Refusal[]): readonly Refusal[] {
  const alike = Map.groupBy(refusals, ({ code, parameters: { name: _whose, ...same } }) =>
    JSON.stringify([code, same]),
  );
  return [...alike.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    if (all.length === 1) return [first];
    const names = [...new Set(all.flatMap(({ parameters: { name } }) => name ?? []))].map(String);
    return [
      {
        ...first,
        elements: [...new Set(all.flatMap(({ elements }) => elements))],
        parameters: {
          ...first.parameters,
          ...(names.length > 0 && { name: whose(names) }),
        },
      },
    ];
  });
}

/** `Each of web-1, web-2, web-3 and 5 more`: a sentence about one of them stays right. */
function whose(names: readonly string[]): string {
  const [first = ""] = names;
  if (names.length === 1) return first;
  const rest = names.length - MOST_NAMED;
  // One more is named rather than counted.
  const named = rest > 1 ? [...names.slice(0, MOST_NAMED), `${rest} more`] : names;
  return `Each of ${LIST.format(named)}`;
}

const LIST = new Intl.ListFormat("en-GB");
