import type { QuickFix } from "./rule.ts";

/** What would help one of several that lack the same. */
interface OwnWays {
  /** What its ways out call it. */
  readonly name: string;
  readonly ways: readonly QuickFix[];
}

/**
 * The ways out that each of them has in the same manner, for all of them at once: `Use Debian 12 for each of these 60`.
 * What helps only some of them is left out.
 */
export function sharedWays(all: readonly OwnWays[]): readonly QuickFix[] {
  const [first, ...others] = all;
  if (first === undefined) return [];
  if (others.length === 0) return first.ways;
  const known = others.map(
    ({ name, ways }) => new Map(ways.map((way) => [mannerOf(way, name), way])),
  );
  return first.ways.flatMap((way): QuickFix[] => {
    const manner = mannerOf(way, first.name);
    const same = known.flatMap((ways) => ways.get(manner) ?? []);
    if (same.length < others.length) return [];
    const edits = [way, ...same].flatMap((one) => one.edits);
    const once = new Map(edits.map((edit) => [JSON.stringify(edit), edit]));
    const title = titleOf(way, first.name, `each of these ${all.length}`);
    return [{ ...way, title, edits: [...once.values()] }];
  });
}

/** Of another time or pool it is the same only where it is the very same. */
function mannerOf(way: QuickFix, name: string): string {
  return JSON.stringify([titleOf(way, name, ""), way.window, way.pool]);
}

/** The title with something else in the place of the name, which stands in it as words of its own. */
function titleOf({ title, edits }: QuickFix, name: string, instead: string): string {
  // Another time or pool is nobody's own.
  if (edits.length === 0) return title;
  for (
    let at = title.lastIndexOf(name);
    at >= 0;
    at = at === 0 ? -1 : title.lastIndexOf(name, at - 1)
  ) {
    const [before, after] = [title.slice(0, at), title.slice(at + name.length)];
    if (/(^| )$/.test(before) && /^($|[ :,])/.test(after)) return `${before}${instead}${after}`;
  }
  return title;
}
