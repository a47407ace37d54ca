import type { Application, Catalogue } from "../catalogue/catalogue.ts";

/** More ways than these to satisfy requirements are not looked at; the first are the catalogue's own order. */
const MOST_SETS = 64;

/**
 * Every way to have one application of each group together with all that these need on the same machine.
 * Sets in which two exclude each other are left out; those that hold another set as well.
 */
export function softwareSets(
  catalogue: Catalogue,
  groups: readonly (readonly string[])[],
): readonly (readonly Application[])[] {
  const found: (readonly Application[])[] = [];
  const keys = new Set<string>();
  const walk = (present: readonly Application[], open: readonly (readonly string[])[]): void => {
    if (found.length >= MOST_SETS) return;
    const [group, ...rest] = open;
    if (group === undefined) {
      const key = present
        .map(({ id }) => id)
        .toSorted()
        .join(" ");
      if (!keys.has(key)) found.push(present);
      keys.add(key);
      return;
    }
    if (present.some(({ id }) => group.includes(id))) return walk(present, rest);
    for (const id of group) {
      const item = catalogue.find("applications", id);
      if (item === undefined || present.some((other) => exclude(other, item))) continue;
      walk([...present, item], [...rest, ...needsBeside(item)]);
    }
  };
  // Groups of one first: what is asked for by name decides what of several is there already.
  walk(
    [],
    groups.toSorted((a, b) => Number(a.length > 1) - Number(b.length > 1)),
  );
  return found;
}

function exclude(a: Application, b: Application): boolean {
  return a.conflicts.includes(b.id) || b.conflicts.includes(a.id);
}

function needsBeside({ requires }: Application): readonly (readonly string[])[] {
  return requires.flatMap(({ anyOf, reach }) => (reach === "same-machine" ? [anyOf] : []));
}

/** What applications need of other machines and do not have among themselves. */
export function needsElsewhere(
  applications: readonly Application[],
): readonly (readonly string[])[] {
  return applications.flatMap(({ requires }) =>
    requires.flatMap(({ anyOf, reach }) =>
      reach === "same-machine" || applications.some(({ id }) => anyOf.includes(id)) ? [] : [anyOf],
    ),
  );
}
