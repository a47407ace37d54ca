import type { ComponentKind } from "./component-kind.ts";
import { component } from "./component.ts";
import { firewall } from "./firewall.ts";
import { internet } from "./internet.ts";
import { licence } from "./licence.ts";
import { loadBalancer } from "./load-balancer.ts";
import { machine } from "./machine.ts";
import { router } from "./router.ts";
import { storage } from "./storage.ts";
import { subnet } from "./subnet.ts";
import { networkSwitch } from "./switch.ts";

/** Every kind, in the order of the palette; what comes from the library is not in the palette. */
export const KINDS = [
  machine,
  storage,
  subnet,
  networkSwitch,
  router,
  firewall,
  loadBalancer,
  licence,
  internet,
  component,
] as const satisfies readonly { readonly id: string }[];

export type KindId = (typeof KINDS)[number]["id"];

// Each kind is checked against its own schema where it is defined; here they are used uniformly.
const byId: ReadonlyMap<string, ComponentKind> = new Map(
  KINDS.map((kind) => [kind.id, kind as unknown as ComponentKind]),
);

export function findKind(id: string): ComponentKind | undefined {
  return byId.get(id);
}

export function allKinds(): readonly ComponentKind[] {
  return [...byId.values()];
}

/** The kinds that the palette offers. */
export function paletteKinds(): readonly ComponentKind[] {
  return allKinds().filter((kind) => kind.fromLibrary !== true);
}
