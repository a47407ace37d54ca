import type { Refusal } from "./placement.ts";
import type { Requirements } from "./requirements.ts";

/** Between the number of a copy and the id that something has in the original. */
const MARK = "#";

interface Instance {
  readonly node: string;
  readonly name: string;
  readonly instance: string;
}

/** What so many copies of a design take, none of which shares anything with another. */
export function copiesOf(needs: Requirements, copies: number): Requirements {
  const all = Array.from({ length: copies }, (_, copy) => copyOf(needs, copy));
  return {
    machines: all.flatMap(({ machines }) => machines),
    switches: all.flatMap(({ switches }) => switches),
    volumes: all.flatMap(({ volumes }) => volumes),
    vlans: all.flatMap(({ vlans }) => vlans),
    outsideLinks: all.flatMap(({ outsideLinks }) => outsideLinks),
    seats: all.flatMap(({ seats }) => seats),
    networks: all.flatMap(({ networks }) => networks),
    standings: all.flatMap(({ standings }) => standings),
  };
}

function copyOf(needs: Requirements, copy: number): Requirements {
  const id = (original: string): string => `${copy}${MARK}${original}`;
  const ofNode = <T extends { readonly node: string }>(need: T): T =>
    Object.assign({}, need, { node: id(need.node) });
  const named = <T extends { readonly name: string }>(need: T): T =>
    Object.assign({}, need, { name: `${need.name} of copy ${copy + 1}` });
  const ofInstance = <T extends Instance>(need: T): T =>
    Object.assign(named(ofNode(need)), { instance: id(need.instance) });
  const ofNodes = (mbps: ReadonlyMap<string, number>) =>
    new Map([...mbps].map(([node, own]) => [id(node), own]));
  return {
    machines: needs.machines.map((need) =>
      Object.assign(named(ofNode(need)), { instances: need.instances.map(id) }),
    ),
    switches: needs.switches.map(ofInstance),
    volumes: needs.volumes.map(ofInstance),
    vlans: needs.vlans.map(ofNode),
    outsideLinks: needs.outsideLinks.map(id),
    seats: needs.seats.map((need) => named(ofNode(need))),
    networks: needs.networks.map((network) =>
      Object.assign({}, network, {
        id: id(network.id),
        members: ofNodes(network.members),
        widest: ofNodes(network.widest),
      }),
    ),
    standings: needs.standings.map((standing) =>
      Object.assign(named(standing), {
        nodes: standing.nodes.map(id),
        ...(standing.confinedBy && {
          confinedBy: { ...standing.confinedBy, id: id(standing.confinedBy.id) },
        }),
        ...(standing.instances && { instances: new Set([...standing.instances].map(id)) }),
      }),
    ),
  };
}

/** The same refusal, about the elements that there are copies of. */
export function ofOriginals(refusal: Refusal): Refusal {
  const originals = (ids: readonly string[]): string[] => [
    ...new Set(ids.map((id) => id.slice(id.indexOf(MARK) + 1))),
  ];
  const { elements, machines } = refusal;
  return {
    ...refusal,
    elements: originals(elements),
    ...(machines && { machines: originals(machines) }),
  };
}
