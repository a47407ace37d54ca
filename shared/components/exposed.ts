import type { ComponentVersion } from "../design/component.ts";
import type { PossibleParameter, PossiblePort } from "./exposing.ts";

/**
 * What a component's drawing can expose, with what it exposes already under its own ids and titles: by those
 * its uses are linked and set. Something exposed twice is there twice.
 */
export function portsWithExposed(
  possible: readonly PossiblePort[],
  exposed: ComponentVersion["ports"],
): readonly PossiblePort[] {
  return withExposed(possible, exposed, ({ node, port }) => `${node} ${port}`);
}

/** Like {@link portsWithExposed}, for what uses may set. */
export function parametersWithExposed(
  possible: readonly PossibleParameter[],
  exposed: ComponentVersion["parameters"],
): readonly PossibleParameter[] {
  return withExposed(possible, exposed, ({ node, property }) => `${node} ${property ?? ""}`);
}

interface Named {
  readonly id: string;
  readonly title: string;
}

function withExposed<Target extends { readonly title: string }, Possible extends Target & Named>(
  possible: readonly Possible[],
  exposed: Readonly<Record<string, Target>>,
  targetOf: (one: Target) => string,
): readonly Possible[] {
  const known = Map.groupBy(Object.entries(exposed), ([, one]) => targetOf(one));
  const taken = new Set(Object.keys(exposed));
  return possible.flatMap((one): readonly Possible[] => {
    const own = known.get(targetOf(one));
    if (own === undefined) return [{ ...one, id: freeId(one.id, taken) }];
    return own.map(([id, { title }]) => Object.assign({}, one, { id, title }));
  });
}

/** `taken` grows by the id. */
function freeId(wish: string, taken: Set<string>): string {
  let id = wish;
  for (let next = 2; taken.has(id); next++) id = `${wish}-${next}`;
  taken.add(id);
  return id;
}
