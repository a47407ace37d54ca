import type { ServiceTier } from "../catalogue/service.ts";
import type { CompletionRequest, ServiceOrder } from "./completion.ts";
import { rolesOf } from "./machine-slots.ts";
import type { Slot } from "./slot.ts";

/** The machines that a service takes, still to be chosen. Their ids stand for them until they are made. */
export function serviceSlots({ service, catalogue }: CompletionRequest): readonly Slot[] {
  if (service === undefined) return [];
  const { profile, users, withClients } = service;
  const tiers = profile.tiers.map((tier) => tierSlot(service, tier));
  const { clients } = profile;
  if (clients === undefined || !withClients) return tiers;
  const { applications, network, name, title } = clients;
  const devices: Slot = {
    ...NEW_SLOT,
    id: clientsId(service),
    name,
    title,
    count: Math.max(1, Math.ceil(users * clients.perUser)),
    load: null,
    wanted: applications.map((id) => [id]),
    roles: rolesOf(applications, undefined, {}, catalogue),
    mayHost: false,
    mayMove: false,
    network,
  };
  return [...tiers, devices];
}

const NEW_SLOT = {
  isNew: true,
  set: {},
  interfaces: 1,
  attachedGiB: 0,
  isOptional: false,
} as const;

function tierSlot(service: ServiceOrder, tier: ServiceTier): Slot {
  const { name, title, network, applications, perUser, atLeast, scales, balanced } = tier;
  return {
    ...NEW_SLOT,
    id: tierId(service, tier),
    name,
    title,
    count: null,
    load: { users: service.users, perUser, atLeast, scales, isBalanced: balanced !== undefined },
    wanted: applications.map((id) => [id]),
    roles: ["server"],
    mayHost: true,
    mayMove: atLeast === 1,
    network,
  };
}

/** What a tier is known by before it has a node. */
export function tierId({ profile }: ServiceOrder, { id }: ServiceTier): string {
  return `service-${profile.id}-${id}`;
}

function clientsId({ profile }: ServiceOrder): string {
  return `service-${profile.id}-clients`;
}
