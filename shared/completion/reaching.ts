import { openRequirements, reachesProvider, someProviders } from "../constraints/requirements.ts";
import type { NodeId } from "../design/design.ts";
import type { Draft } from "./draft.ts";
import { hasPort, plug } from "./plugging.ts";

/** Joins the networks of those that need each other, and those of a service that is used from another. */
export function joinNetworks(draft: Draft, together: readonly (readonly NodeId[])[]): void {
  const { context } = draft;
  for (const [first, ...others] of together)
    for (const other of others)
      if (first !== undefined) join(draft, first, other, "They work together.");
  for (const id of context.find("forwarding", "endpoint")) {
    const node = context.node(id);
    if (node === undefined) continue;
    for (const requirement of openRequirements(context, node, ["network"])) {
      if (reachesProvider(context, id, requirement) || requirement.nobody) continue;
      const [here] = context.topology().subnetsOf(id);
      const there = someProviders(context, requirement).flatMap((one) =>
        context.topology().subnetsOf(one),
      )[0];
      const why = `${requirement.application.name} on ${context.name(id)} needs ${requirement.wanted} there.`;
      if (here !== undefined && there !== undefined) join(draft, here, there, why);
    }
  }
}

/** Makes two subnets reach each other, by a router that is there if one has a port to spare. */
function join(draft: Draft, here: NodeId, there: NodeId, why: string): void {
  const { context } = draft;
  if (here === there || context.topology().path(here, there) !== null) return;
  const present = [here, there].flatMap((subnet) => context.topology().routers(subnet));
  const router = spareRouter(draft, here, there) ?? draft.add("router", "router", {});
  const isNew = context.topology().attachments(router).length === 0;
  if (isNew) plug(draft, router, here);
  const [far] = context.topology().subnetsOf(router).includes(here) ? [there] : [here];
  if (far !== undefined) plug(draft, router, far);
  if (isNew)
    draft.explain({
      key: `${router}/join`,
      node: router,
      title: `Router between ${context.name(here)} and ${context.name(there)}`,
      value: router,
      name: context.name(router),
      reason: `${why} ${
        present.length === 0
          ? "No router was in either network."
          : "No router in them that forwards everything had an interface to spare."
      }`,
      isOpen: false,
    });
}

/** A router of one of the subnets that forwards everything and can take another cable. */
export function spareRouter(draft: Draft, ...subnets: readonly NodeId[]): NodeId | undefined {
  const { context } = draft;
  return subnets
    .flatMap((subnet) => context.topology().routers(subnet))
    .map(({ node }) => node)
    .find(
      (id) =>
        Object.hasOwn(draft.design().nodes, id) &&
        context.node(id)?.count === 1 &&
        context.node(id)?.traits.filter === undefined &&
        hasPort(draft, id),
    );
}
