import { SORTS } from "../../shared/pool/inventory/sorts.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { rackKey } from "../../shared/pool/racks.ts";
import type { LabThing } from "./things.ts";

/** A rack as it is drawn. */
export interface Elevation {
  /** See rackKey. */
  readonly key: string;
  readonly name: string;
  readonly site: string;
  readonly units: number;
  /** By the unit they begin in, lowest first. */
  readonly placed: readonly PlacedThing[];
  /** In this rack, but nobody wrote down where, or where another is already. */
  readonly loose: readonly LabThing[];
}

interface PlacedThing {
  readonly thing: LabThing;
  readonly bottom: number;
  readonly height: number;
}

const USUAL_UNITS = 42;
const COLLATOR = new Intl.Collator("en", { numeric: true });

/** Every rack by site and name, those too that only the things in them tell of. */
export function elevations(
  { resources }: Pick<Pool, "resources">,
  things: readonly LabThing[],
): readonly Elevation[] {
  const inside = Map.groupBy(things, ({ thing }) => rackKey(thing.item));
  const written = new Map(resources.racks.map((rack) => [SORTS.rack.key(rack), rack]));
  const keys = new Set([...written.keys(), ...inside.keys()].filter((key) => key !== ""));
  return [...keys]
    .map((key) => {
      const own = inside.get(key) ?? [];
      const rack = written.get(key);
      const { site = "", rack: told = "" } = own[0]?.thing.item ?? {};
      return Object.assign(
        { key, name: rack?.name ?? told, site: rack?.site ?? site },
        stacked(own, rack?.units ?? null),
      );
    })
    .sort((a, b) => COLLATOR.compare(a.site, b.site) || COLLATOR.compare(a.name, b.name));
}

function stacked(
  things: readonly LabThing[],
  height: number | null,
): Pick<Elevation, "units" | "placed" | "loose"> {
  const units = height ?? Math.max(USUAL_UNITS, ...things.map(topOf));
  const taken = new Set<number>();
  const placed: PlacedThing[] = [];
  const loose: LabThing[] = [];
  const isFree = (position: number, tall: number): boolean => {
    for (let unit = position; unit < position + tall; unit++) if (taken.has(unit)) return false;
    return tall > 0 && position + tall - 1 <= units;
  };
  for (const thing of things) {
    const { position, units: tall } = thing.thing.item;
    if (position === null || !isFree(position, tall)) loose.push(thing);
    else {
      for (let unit = position; unit < position + tall; unit++) taken.add(unit);
      placed.push({ thing, bottom: position, height: tall });
    }
  }
  return { units, loose, placed: placed.sort((a, b) => a.bottom - b.bottom) };
}

function topOf({ thing: { item } }: LabThing): number {
  return item.position === null ? 0 : item.position + item.units - 1;
}
