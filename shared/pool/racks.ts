import type { PoolHost, PoolResources } from "./pool.ts";

/** Where something stands; an empty name says nothing. */
type Place = Pick<PoolHost, "site" | "rack">;

/**
 * What tells a rack from all others of a lab, by its site and its name: `North/R1`; `R1` where nobody said at which
 * site. Empty for no rack.
 */
export function rackKey({ site, rack }: Place): string {
  return site === "" || rack === "" ? plain(rack) : `${plain(site)}/${plain(rack)}`;
}

/** A slash of a name itself parts nothing. */
function plain(name: string): string {
  return /[%/]/.test(name) ? name.replaceAll(/[%/]/g, encodeURIComponent) : name;
}

/** True in the rack of that key, and in every rack of that name, which is how it was said before sites counted. */
export function isInRack(key: string, place: Place): boolean {
  return place.rack !== "" && (place.rack === key || rackKey(place) === key);
}

/** The places of all racks of a lab: of those that are written down, and of those that only things in them tell of. */
export function rackPlaces({
  racks,
  hosts,
  switches,
  storage,
}: Pick<PoolResources, "racks" | "hosts" | "switches" | "storage">): readonly Place[] {
  const written = racks.map(({ name, site }) => ({ site, rack: name }));
  const told = [...hosts, ...switches, ...storage].map(({ site, rack }) => ({ site, rack }));
  return [...written, ...told].filter(({ rack }) => rack !== "");
}

/** The one site of which a rack of that name is known; empty where there is none, or more than one. */
export function siteByRack(places: Iterable<Place>): (rack: string) => string {
  const sites = new Map<string, string>();
  for (const { site, rack } of places) {
    if (site === "" || rack === "") continue;
    const known = sites.get(rack) ?? site;
    sites.set(rack, known === site ? site : "");
  }
  return (rack) => sites.get(rack) ?? "";
}

/** With the site of whatever names only its rack, as long as there is one rack of that name. */
export function withSites(resources: PoolResources): PoolResources {
  const { racks, hosts, switches, storage } = resources;
  const siteOf = siteByRack(rackPlaces(resources));
  const sited = <T extends { readonly site: string }>(items: T[], rackOf: (item: T) => string) =>
    items.map((item): T => {
      const site = item.site === "" ? siteOf(rackOf(item)) : item.site;
      return site === item.site ? item : { ...item, site };
    });
  const rackOf = ({ rack }: Place): string => rack;
  return {
    ...resources,
    racks: sited(racks, ({ name }) => name),
    hosts: sited(hosts, rackOf),
    switches: sited(switches, rackOf),
    storage: sited(storage, rackOf),
  };
}
