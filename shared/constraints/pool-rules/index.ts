import type { RefusalCode } from "../../placement/placement.ts";
import { cableTooNarrow } from "./cable-too-narrow.ts";
import { hostsFragmented } from "./hosts-fragmented.ts";
import { imageMissing } from "./image-missing.ts";
import { instanceTooLarge } from "./instance-too-large.ts";
import { noHostOfArchitecture } from "./no-host-of-architecture.ts";
import { noHostWithFeatures } from "./no-host-with-features.ts";
import { noPlaceTogether } from "./no-place-together.ts";
import { notEnoughBandwidth } from "./not-enough-bandwidth.ts";
import { notEnoughCores } from "./not-enough-cores.ts";
import { notEnoughDisk } from "./not-enough-disk.ts";
import { notEnoughMemory } from "./not-enough-memory.ts";
import { notEnoughOutsideAddresses } from "./not-enough-outside-addresses.ts";
import { notEnoughPlacesApart } from "./not-enough-places-apart.ts";
import { notEnoughSeats } from "./not-enough-seats.ts";
import { notEnoughStorage } from "./not-enough-storage.ts";
import { notEnoughStorageBandwidth } from "./not-enough-storage-bandwidth.ts";
import { notEnoughSwitchPorts } from "./not-enough-switch-ports.ts";
import { notEnoughVlans } from "./not-enough-vlans.ts";
import { notEnoughWholeHosts } from "./not-enough-whole-hosts.ts";
import { poolOffline } from "./pool-offline.ts";
import { switchTooSlow } from "./switch-too-slow.ts";
import type { PoolRule } from "./pool-rule.ts";

/** Every reason why a pool may not hold a design, in the order in which they are documented. */
const BY_CODE = {
  "pool-offline": poolOffline,
  "no-host-of-architecture": noHostOfArchitecture,
  "no-host-with-features": noHostWithFeatures,
  "instance-too-large": instanceTooLarge,
  "not-enough-cores": notEnoughCores,
  "not-enough-memory": notEnoughMemory,
  "not-enough-disk": notEnoughDisk,
  "not-enough-whole-hosts": notEnoughWholeHosts,
  "hosts-fragmented": hostsFragmented,
  "not-enough-switch-ports": notEnoughSwitchPorts,
  "switch-too-slow": switchTooSlow,
  "not-enough-vlans": notEnoughVlans,
  "not-enough-storage": notEnoughStorage,
  "not-enough-storage-bandwidth": notEnoughStorageBandwidth,
  "not-enough-seats": notEnoughSeats,
  "not-enough-outside-addresses": notEnoughOutsideAddresses,
  "not-enough-bandwidth": notEnoughBandwidth,
  "cable-too-narrow": cableTooNarrow,
  "not-enough-places-apart": notEnoughPlacesApart,
  "no-place-together": noPlaceTogether,
  "image-missing": imageMissing,
} as const satisfies { readonly [Code in RefusalCode]: PoolRule<Code> };

export const POOL_RULES: readonly PoolRule[] = Object.values(BY_CODE);

const byCode: ReadonlyMap<string, PoolRule> = new Map(POOL_RULES.map((rule) => [rule.code, rule]));

export function findPoolRule(code: string): PoolRule | undefined {
  return byCode.get(code);
}
