/**
 * Sites by the names that they have already. NetBox names a site by its name here and by its slug there: `Berlin Mitte`
 * and `berlin-mitte` are one. The lab's own name for it counts first, then what is no slug.
 */
export function sameSites(
  known: Iterable<string>,
  written: Iterable<string>,
): (site: string) => string {
  const own = new Set(known);
  const bySlug = new Map<string, string>();
  for (const site of own) if (!bySlug.has(slugOf(site))) bySlug.set(slugOf(site), site);
  const named = [...new Set(written)].toSorted(
    (a, b) => Number(a === slugOf(a)) - Number(b === slugOf(b)),
  );
  for (const site of named) if (!bySlug.has(slugOf(site))) bySlug.set(slugOf(site), site);
  return (site) =>
    own.has(site) || slugOf(site) === "" ? site : (bySlug.get(slugOf(site)) ?? site);
}

/** As NetBox makes it of a name; empty where nothing of a name goes into one. */
function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\w\s.-]/g, "")
    .trim()
    .replaceAll(/[\s.-]+/g, "-");
}
