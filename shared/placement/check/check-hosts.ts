import type { ResolvedNode } from "../../kinds/resolve.ts";
import type { PoolHost } from "../../pool/pool.ts";
import type { Inspection } from "./inspection.ts";

/** Every machine on one host that suits it, bare-metal ones alone on theirs. */
export function checkHosts(inspection: Inspection): void {
  const { request, placement, nodes, report, use } = inspection;
  const expected = new Set<string>();
  const bareMetal = new Set<string>();
  const tenants = new Map<string, number>();
  for (const node of nodes) {
    const { compute } = node.demand;
    if (compute === undefined) continue;
    if (!hasImage(inspection, node)) report("unsuitable", `${node.id}: no image`);
    for (let ordinal = 1; ordinal <= node.count; ordinal++) {
      const instance = `${node.id}.${ordinal}`;
      expected.add(instance);
      const host = request.pool.resources.hosts.find(({ id }) => id === placement.hosts[instance]);
      if (host === undefined) {
        report("unplaced", instance);
        continue;
      }
      if (!isSuitable(host, node)) report("unsuitable", `${instance} on ${host.id}`);
      tenants.set(host.id, (tenants.get(host.id) ?? 0) + 1);
      const takesAll = compute.bareMetal || host.exclusive;
      if (takesAll) bareMetal.add(host.id);
      for (const part of ["cores", "memoryMiB", "diskGiB"] as const) {
        const own = compute.parked && part !== "diskGiB" ? 0 : compute[part];
        const amount = takesAll ? Math.floor(host[part]) : own;
        use(`${request.pool.id}/host/${host.id}/${part}`, amount);
      }
    }
  }
  for (const host of bareMetal) checkWhole(inspection, host, tenants.get(host) ?? 0);
  for (const instance of Object.keys(placement.hosts))
    if (!expected.has(instance)) report("not-in-design", instance);
}

function isSuitable(host: PoolHost, { demand: { compute } }: ResolvedNode): boolean {
  if (compute === undefined || host.state !== "up") return false;
  if (compute.features.some((feature) => !host.features.includes(feature))) return false;
  return (
    host.architecture === compute.architecture &&
    host.cores >= compute.cores &&
    host.memoryMiB >= compute.memoryMiB &&
    host.diskGiB >= compute.diskGiB
  );
}

function hasImage({ request }: Inspection, { demand, traits }: ResolvedNode): boolean {
  const { images } = request.pool.resources;
  const system = traits.software?.operatingSystem ?? null;
  if (images === null || system === null) return true;
  const found = request.catalogue.find("operatingSystems", system);
  return images.some(
    (image) =>
      image.architecture === demand.compute?.architecture && found?.images.includes(image.alias),
  );
}

/** Nobody else in the design, and nobody who holds any of it within the window. */
function checkWhole({ request, report }: Inspection, host: string, tenants: number): void {
  if (tenants !== 1) report("not-whole", `${host} is shared within the design`);
  const { pool, window, held } = request;
  for (const holding of held) {
    const [, kind, id, part] = holding.resource.split("/");
    const itsHost = holding.resource.startsWith(`${pool.id}/`) && kind === "host" && id === host;
    const during = holding.window.start < window.end && holding.window.end > window.start;
    if (itsHost && part !== "uplinkMbps" && during) report("not-whole", `${host} is held`);
  }
}
