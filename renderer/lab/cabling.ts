import { formatMegabits } from "../../shared/base/units.ts";
import { resourceIds, type Pool } from "../../shared/pool/pool.ts";
import { furtherUplinks } from "../../shared/pool/uplinks.ts";
import type { ReadColumn } from "../ui/grid/read-column.ts";
import { plainKey } from "./plain-things.ts";
import type { HeldNow } from "./things.ts";

/** A connection between two things of the lab. */
export interface CableRow {
  readonly key: string;
  readonly sort: "Uplink" | "Trunk" | "Cable";
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Null for a cable: what goes through it says the uplink or the trunk. */
  readonly bandwidth: { readonly held: number; readonly capacity: number } | null;
}

/** Uplinks of hosts, trunks between switches, and the cables that people wrote down. */
export function cableRows({ id, resources }: Pool, held: HeldNow): readonly CableRow[] {
  const { hosts, switches, storage, trunks, cables } = resources;
  const names = new Map([...hosts, ...switches, ...storage].map((item) => [item.id, item.name]));
  const nameOf = (item: string): string => names.get(item) ?? item;
  const endOf = ({ item, port }: { readonly item: string; readonly port: string }): string =>
    port === "" ? nameOf(item) : `${nameOf(item)} ${port}`;
  return [
    ...hosts.flatMap((host): CableRow[] => {
      if (host.switch === null) return [];
      const resource = resourceIds.host(id, host.id, "uplinkMbps");
      const bandwidth = { held: held.get(resource) ?? 0, capacity: host.uplinkMbps };
      const [from, to] = [host.name, nameOf(host.switch)];
      return [{ key: `host/${host.id}`, sort: "Uplink", from, to, label: "", bandwidth }];
    }),
    ...trunks.map((trunk): CableRow => {
      const taken = held.get(resourceIds.trunk(id, trunk.id)) ?? 0;
      const bandwidth = { held: taken, capacity: trunk.bandwidthMbps };
      const [from, to] = [nameOf(trunk.from), nameOf(trunk.to)];
      const key = plainKey("trunk", trunk);
      return { key, sort: "Trunk", from, to, label: trunk.id, bandwidth };
    }),
    ...[...furtherUplinks(resources)].flatMap(([host, uplinks]) =>
      uplinks.map(({ switch: to, mbps }): CableRow => {
        const taken = held.get(resourceIds.furtherUplink(id, host, to)) ?? 0;
        const bandwidth = { held: taken, capacity: mbps };
        const [key, from] = [`uplink/${host}/${to}`, nameOf(host)];
        return { key, sort: "Uplink", from, to: nameOf(to), label: "", bandwidth };
      }),
    ),
    ...cables.map((cable): CableRow => {
      const [from, to] = [endOf(cable.from), endOf(cable.to)];
      const key = plainKey("cable", cable);
      return { key, sort: "Cable", from, to, label: cable.label, bandwidth: null };
    }),
  ];
}

export const CABLE_COLUMNS: readonly ReadColumn<CableRow>[] = [
  { id: "sort", title: "Sort", width: 80, text: ({ sort }) => sort },
  { id: "from", title: "From", width: 200, text: ({ from }) => from },
  { id: "to", title: "To", width: 200, text: ({ to }) => to },
  {
    id: "bandwidth",
    title: "Bandwidth",
    width: 110,
    numeric: true,
    text: ({ bandwidth }) => (bandwidth === null ? "" : formatMegabits(bandwidth.capacity)),
    sortKey: ({ bandwidth }) => bandwidth?.capacity ?? -1,
  },
  {
    id: "held",
    title: "Held",
    width: 150,
    numeric: true,
    text: ({ bandwidth }) =>
      bandwidth === null
        ? ""
        : `${formatMegabits(bandwidth.held)} (${percent(bandwidth.held, bandwidth.capacity)})`,
    sortKey: ({ bandwidth }) =>
      bandwidth === null || bandwidth.capacity === 0 ? -1 : bandwidth.held / bandwidth.capacity,
  },
  { id: "label", title: "Label", width: 160, text: ({ label }) => label },
];

function percent(part: number, whole: number): string {
  return whole === 0 ? "0 %" : `${Math.round((100 * part) / whole)} %`;
}
