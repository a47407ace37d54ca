import type { PoolHost } from "../../pool/pool.ts";
import type { Inspection } from "./inspection.ts";

const PLACES: Readonly<Record<string, (host: PoolHost) => string>> = {
  host: ({ id }) => id,
  rack: ({ site, rack }) => `${site} ${rack}`,
  // No switch that nobody wrote down reaches from one site to another.
  switch: (host) => JSON.stringify(host.switch ?? [host.site]),
  site: ({ site }) => site,
};

/** Machines that ask to stand apart or together do so: those of one node, and those of one group. */
export function checkStanding(inspection: Inspection): void {
  const { request, nodes } = inspection;
  for (const { id, demand } of nodes) {
    checkPlaces(inspection, [id], demand.standing?.apart ?? undefined, true);
    checkPlaces(inspection, [id], demand.standing?.together ?? undefined, false);
  }
  for (const [group, { apart, together }] of Object.entries(request.design.groups)) {
    const inside = nodes.filter(({ node }) => groupsAround(inspection, node.group).includes(group));
    const ids = inside.map(({ id }) => id);
    checkPlaces(inspection, ids, apart, true);
    checkPlaces(inspection, ids, together, false);
  }
}

function groupsAround({ request }: Inspection, group: string | undefined): readonly string[] {
  const around: string[] = [];
  for (let at = group; at !== undefined && !around.includes(at);) {
    around.push(at);
    at = request.design.groups[at]?.parent;
  }
  return around;
}

function checkPlaces(
  { request, placement, nodes, report }: Inspection,
  ids: readonly string[],
  level: string | undefined,
  apart: boolean,
): void {
  const placeOf = PLACES[level ?? ""];
  if (placeOf === undefined) return;
  const places = nodes
    .filter(({ id, demand }) => ids.includes(id) && demand.compute !== undefined)
    .flatMap(({ id, count }) => Array.from({ length: count }, (_, index) => `${id}.${index + 1}`))
    .flatMap((instance) =>
      request.pool.resources.hosts.filter((host) => host.id === placement.hosts[instance]),
    )
    .map(placeOf);
  const different = new Set(places).size;
  if (apart && different < places.length) report("stands-together", `${ids.join()}: ${level}`);
  if (!apart && different > 1) report("stands-apart", `${ids.join()}: ${level}`);
}
