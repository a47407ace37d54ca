import type { Holding, PlacementRequest } from "../../../shared/placement/placement.ts";
import { resourceIds } from "../../../shared/pool/pool.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { SmallLab } from "./small-lab.ts";
import type { SmallStock } from "./small-stock.ts";

/** From one hour of a day on until another begins. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** What others hold of one thing of a lab, and when. */
export interface Claimed extends Hours {
  readonly of: "cores" | "uplink" | "trunk" | "array" | "device" | "seats" | "vlan" | "address";
  /** Which of its sort. */
  readonly number: number;
  readonly quantity: number;
}

/** When a host is not to be used. */
export interface OutOfUse extends Hours {
  readonly host: number;
}

export function hour(number: number): string {
  return new Date(Date.UTC(2026, 10, 23, number)).toISOString();
}

/** Whole hours of a window. */
export function hoursOf({ start, end }: Window): Hours {
  const since = Date.parse(hour(0));
  const of = (instant: string): number => (Date.parse(instant) - since) / 3_600_000;
  return { from: of(start), to: of(end) };
}

/** The most that is held of a thing in any of some hours, hour by hour. */
function mostHeld(claims: readonly Claimed[], during: Hours) {
  return (of: Claimed["of"], number: number): number => {
    const own = claims.filter((claim) => claim.of === of && claim.number === number);
    let most = 0;
    for (let at = during.from; at < during.to; at++) {
      const now = own.filter(({ from, to }) => from <= at && at < to);
      most = Math.max(
        most,
        now.reduce((sum, { quantity }) => sum + quantity, 0),
      );
    }
    return most;
  };
}

/** The same lab as it is in some hours: of each thing what is free in all of them. */
export function labDuring(
  lab: SmallLab,
  claims: readonly Claimed[],
  out: readonly OutOfUse[],
  during: Hours,
): SmallLab {
  const held = mostHeld(claims, during);
  return {
    ...lab,
    hosts: lab.hosts.map((host, at) => ({
      ...host,
      heldCores: held("cores", at),
      heldMbps: Math.min(host.uplinkMbps, held("uplink", at)),
      isDrained: out.some(
        (one) => one.host === at && Math.max(one.from, during.from) < Math.min(one.to, during.to),
      ),
    })),
    trunks: lab.trunks.map((trunk, at) => {
      return { ...trunk, mbps: Math.max(0, trunk.mbps - held("trunk", at)) };
    }),
  };
}

/** The same for a stock; a licence whose term ends before the last of the hours has no seats. */
export function stockDuring(
  stock: SmallStock,
  claims: readonly Claimed[],
  during: Hours,
): SmallStock {
  const held = mostHeld(claims, during);
  return {
    ...stock,
    arrays: stock.arrays.map((one, at) => ({ ...one, heldGiB: held("array", at) })),
    devices: stock.devices.map((one, at) => ({ ...one, heldPorts: held("device", at) })),
    owned: stock.owned.map((one, at) => ({ ...one, heldSeats: held("seats", at) })),
    vlans: stock.vlans.map((one, at) => ({ ...one, isHeld: held("vlan", at) > 0 })),
    addresses: stock.addresses.map((_, at) => ({ isHeld: held("address", at) > 0 })),
  };
}

/** The question with what others hold in place of what it had of that. */
export function withClaims(
  request: PlacementRequest,
  claims: readonly Claimed[],
  out: readonly OutOfUse[],
): PlacementRequest {
  const { pool } = request;
  const { trunks, seats, vlans } = pool.resources;
  const resourceOf = ({ of, number }: Claimed): string => {
    switch (of) {
      case "cores":
        return resourceIds.host("lab", `h${number}`, "cores");
      case "uplink":
        return resourceIds.host("lab", `h${number}`, "uplinkMbps");
      case "trunk":
        return resourceIds.trunk("lab", trunks[number]!.id);
      case "array":
        return resourceIds.storage("lab", `a${number}`, "capacityGiB");
      case "device":
        return resourceIds.switchPorts("lab", `d${number}`);
      case "seats":
        return resourceIds.seats("lab", seats[number]!.product);
      case "vlan":
        return resourceIds.vlan("lab", vlans[number]!.first);
      case "address":
        return resourceIds.outsideAddress("lab", `192.0.2.${number}`);
    }
  };
  const conditions = out.map(({ host, from, to }, index) => ({
    id: `out ${index}`,
    scope: { sort: "host" as const, id: `h${host}` },
    kind: "maintenance" as const,
    start: hour(from),
    end: hour(to),
    why: "",
    by: "admin",
  }));
  const held = claims.map((claim): Holding => {
    const window = { start: hour(claim.from), end: hour(claim.to) };
    return { resource: resourceOf(claim), quantity: claim.quantity, window };
  });
  return { ...request, held, pool: { ...pool, conditions } };
}
