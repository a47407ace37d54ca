import { buildTopology } from "../../topology/build.ts";
import type { Inspection } from "./inspection.ts";

/** What reaches no other host joins machines of one host: bare cables, and volumes in storage of each host's own. */
export function checkConfined(inspection: Inspection): void {
  if (inspection.request.pool.resources.cablesEndAtHost) checkCables(inspection);
  checkLocalVolumes(inspection);
}

function checkCables({ request: { design }, placement, nodes, report }: Inspection): void {
  const topology = buildTopology(new Map(nodes.map((node) => [node.id, node])), design.links);
  for (const link of Object.keys(design.links)) {
    const ends = nodes.filter(({ id }) =>
      topology
        .attachments(id)
        .some((one) => one.link === link && one.subnet === null && one.peer !== null),
    );
    const hosts = ends.flatMap(({ id }) =>
      Object.keys(placement.hosts)
        .filter((instance) => instance.startsWith(`${id}.`))
        .map((instance) => placement.hosts[instance]),
    );
    if (new Set(hosts).size > 1) report("stands-apart", `the cable ${link}`);
  }
}

function checkLocalVolumes({ request, placement, nodes, report }: Inspection): void {
  const hosts = new Map<string, Set<string | undefined>>();
  for (const { from, to } of Object.values(request.design.links)) {
    const ends = [from.node, to.node].map((end) => nodes.find(({ id }) => id === end));
    const machine = ends.find((node) => node?.demand.compute !== undefined);
    const storage = ends.find((node) => node?.demand.volume !== undefined);
    if (machine === undefined || storage === undefined) continue;
    for (let cable = 0; cable < Math.max(machine.count, storage.count); cable++) {
      const volume = `${storage.id}.${(cable % storage.count) + 1}`;
      const host = placement.hosts[`${machine.id}.${(cable % machine.count) + 1}`];
      hosts.set(volume, (hosts.get(volume) ?? new Set()).add(host));
    }
  }
  const local = new Set(
    request.pool.resources.storage.flatMap((one) => (one.local ? [one.id] : [])),
  );
  for (const [volume, at] of hosts)
    if (at.size > 1 && local.has(placement.storage[volume] ?? ""))
      report("stands-apart", `who shares ${volume}`);
}
