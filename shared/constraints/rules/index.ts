import type { Rule } from "../rule.ts";
import { addressDuplicate } from "./address-duplicate.ts";
import { addressInvalid } from "./address-invalid.ts";
import { apartAndTogether } from "./apart-and-together.ts";
import { applicationArchitecture } from "./application-architecture.ts";
import { applicationConflict } from "./application-conflict.ts";
import { applicationMissing } from "./application-missing.ts";
import { applicationSystem } from "./application-system.ts";
import { applicationTwice } from "./application-twice.ts";
import { balancerWithoutServers } from "./balancer-without-servers.ts";
import { cableOfSeveral } from "./cable-of-several.ts";
import { cidrInvalid } from "./cidr-invalid.ts";
import { cidrOverlap } from "./cidr-overlap.ts";
import { componentInItself } from "./component-in-itself.ts";
import { componentMissing } from "./component-missing.ts";
import { componentParameterUnknown } from "./component-parameter-unknown.ts";
import { componentTooDeep } from "./component-too-deep.ts";
import { componentTooLarge } from "./component-too-large.ts";
import { coresShort } from "./cores-short.ts";
import { copiesOutside } from "./copies-outside.ts";
import { countInvalid } from "./count-invalid.ts";
import { diskShort } from "./disk-short.ts";
import { firewallBlocks } from "./firewall-blocks.ts";
import { firewallRuleInvalid } from "./firewall-rule-invalid.ts";
import { firewallShadowed } from "./firewall-shadowed.ts";
import { gatewayInvalid } from "./gateway-invalid.ts";
import { internetOverloaded } from "./internet-overloaded.ts";
import { internetUnreachable } from "./internet-unreachable.ts";
import { itemUnknown } from "./item-unknown.ts";
import { kindUnknown } from "./kind-unknown.ts";
import { licenceMissing } from "./licence-missing.ts";
import { licenceSeatsShort } from "./licence-seats-short.ts";
import { licenceUnused } from "./licence-unused.ts";
import { linkDangling } from "./link-dangling.ts";
import { linkDuplicate } from "./link-duplicate.ts";
import { linkOverloaded } from "./link-overloaded.ts";
import { linkSpeedMismatch } from "./link-speed-mismatch.ts";
import { linkToItself } from "./link-to-itself.ts";
import { machineUnconnected } from "./machine-unconnected.ts";
import { mediumMismatch } from "./medium-mismatch.ts";
import { memoryShort } from "./memory-short.ts";
import { nameDuplicate } from "./name-duplicate.ts";
import { nameNotHostName } from "./name-not-host-name.ts";
import { networkMissing } from "./network-missing.ts";
import { networksNotJoined } from "./networks-not-joined.ts";
import { noRate } from "./no-rate.ts";
import { notOnSameNetwork } from "./not-on-same-network.ts";
import { portTaken } from "./port-taken.ts";
import { portUnknown } from "./port-unknown.ts";
import { portsExhausted } from "./ports-exhausted.ts";
import { productMissing } from "./product-missing.ts";
import { propertyInvalid } from "./property-invalid.ts";
import { routerJoinsNothing } from "./router-joins-nothing.ts";
import { serviceMissing } from "./service-missing.ts";
import { storageClassExceeded } from "./storage-class-exceeded.ts";
import { storageSlow } from "./storage-slow.ts";
import { storageSmall } from "./storage-small.ts";
import { storageUnattached } from "./storage-unattached.ts";
import { subnetSmall } from "./subnet-small.ts";
import { subnetsLinked } from "./subnets-linked.ts";
import { systemArchitecture } from "./system-architecture.ts";
import { systemMissing } from "./system-missing.ts";
import { systemUnsupported } from "./system-unsupported.ts";
import { trunkOverloaded } from "./trunk-overloaded.ts";
import { trunkUnused } from "./trunk-unused.ts";
import { vlanAmbiguous } from "./vlan-ambiguous.ts";
import { vlanClash } from "./vlan-clash.ts";
import { vlanUnknown } from "./vlan-unknown.ts";

/** Every rule, in the order in which problems are listed: what is there, what runs on it, how it is joined. */
const LIST = [
  kindUnknown,
  componentMissing,
  componentInItself,
  componentTooDeep,
  componentTooLarge,
  componentParameterUnknown,
  itemUnknown,
  propertyInvalid,
  countInvalid,
  copiesOutside,
  nameDuplicate,
  nameNotHostName,
  linkDangling,
  linkToItself,
  portUnknown,
  mediumMismatch,
  linkDuplicate,
  portsExhausted,
  portTaken,
  subnetsLinked,
  trunkUnused,
  cableOfSeveral,
  systemMissing,
  systemArchitecture,
  systemUnsupported,
  applicationSystem,
  applicationArchitecture,
  applicationMissing,
  applicationConflict,
  applicationTwice,
  memoryShort,
  diskShort,
  coresShort,
  storageUnattached,
  storageSmall,
  storageClassExceeded,
  apartAndTogether,
  storageSlow,
  cidrInvalid,
  cidrOverlap,
  subnetSmall,
  gatewayInvalid,
  addressInvalid,
  addressDuplicate,
  vlanAmbiguous,
  vlanUnknown,
  vlanClash,
  machineUnconnected,
  networkMissing,
  routerJoinsNothing,
  internetUnreachable,
  serviceMissing,
  notOnSameNetwork,
  networksNotJoined,
  balancerWithoutServers,
  firewallRuleInvalid,
  firewallShadowed,
  firewallBlocks,
  linkSpeedMismatch,
  linkOverloaded,
  trunkOverloaded,
  internetOverloaded,
  productMissing,
  licenceMissing,
  licenceSeatsShort,
  licenceUnused,
  noRate,
] as const satisfies readonly Rule[];

export type RuleCode = (typeof LIST)[number]["code"];

export const RULES: readonly Rule<RuleCode>[] = LIST;

const byCode: ReadonlyMap<string, Rule<RuleCode>> = new Map(RULES.map((rule) => [rule.code, rule]));

export function findRule(code: string): Rule<RuleCode> | undefined {
  return byCode.get(code);
}
