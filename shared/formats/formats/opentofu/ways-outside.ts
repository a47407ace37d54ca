import type { OutsideAddress } from "../../../guest/configure.ts";
import type { DesiredState } from "../../../plan/desired.ts";

/** A network that leads out: a bridge with address translation. */
export interface WayOutside {
  /** `100.64.3.1`, of the shared address space of RFC 6598, which no tenant's subnet should use. */
  readonly gateway: string;
  /** By `<instance>/<interface>`. */
  readonly addresses: ReadonlyMap<string, OutsideAddress>;
}

const MACHINES = 253;

/** Addresses for the ways outside, which a design leaves to whoever provides them. */
export function waysOutside(desired: DesiredState): ReadonlyMap<string, WayOutside> {
  const networks = desired.networks.filter(({ type }) => type === "outside");
  return new Map(
    networks.map(({ id }, index) => {
      const prefix = `100.64.${index % 256}`;
      const gateway = `${prefix}.1`;
      const keys = desired.instances.flatMap((instance) =>
        instance.interfaces
          .filter((item) => item.network === id)
          .map((item) => `${instance.id}/${item.name}`),
      );
      const addresses = keys
        .slice(0, MACHINES)
        .map((key, place) => [key, { address: `${prefix}.${place + 2}/24`, gateway }] as const);
      return [id, { gateway, addresses: new Map(addresses) }];
    }),
  );
}
