import { err, ok } from "../base/result.ts";
import { MAXIMUM_COUNT } from "../kinds/resolve.ts";
import { runRate, type RunRate } from "../pricing/run-rate.ts";
import type { Design } from "../design/design.ts";
import { buildMachines } from "./build.ts";
import { choose } from "./choose.ts";
import type { Completion, CompletionOutcome, CompletionRequest, Conflict } from "./completion.ts";
import { contradictionOf, fromProblems } from "./contradiction.ts";
import { createDraft, type Draft } from "./draft.ts";
import { editsBetween } from "./edits-between.ts";
import { mendLeftovers } from "./leftovers.ts";
import { addLicences } from "./licences.ts";
import { chooseAddresses } from "./network-addresses.ts";
import { addMissingSubnets, chooseSwitchModels } from "./network-switches.ts";
import { addServiceNetworks, connectMachines } from "./network.ts";
import { leadOutside } from "./outside.ts";
import { placeNewNodes } from "./positions.ts";
import { prepare, slotsOf } from "./prepare.ts";
import { itemPrices } from "./item-prices.ts";
import { joinNetworks } from "./reaching.ts";
import type { Solver } from "./solver.ts";
import { chooseStorageClasses } from "./storage-classes.ts";

/**
 * Makes a whole design of an incomplete one, or of a service with so many users: chooses what is missing so
 * that the goal is met best and changes nothing that the architect set. The answer has no errors; where
 * there is none, the smallest set of things that contradict each other is said.
 */
export function complete(request: CompletionRequest, solver: Solver): CompletionOutcome {
  const { terms, at } = request;
  const draft = createDraft(request, itemPrices(terms, at));
  const crowd = tooManyDevices(request);
  if (crowd !== undefined) return err({ conflicts: [crowd] });
  const slots = slotsOf(draft);
  const prepared = prepare(draft, slots);
  const chosen = choose(prepared.task, prepared.market, solver);
  if (chosen === null) return err(contradictionOf(draft, slots, solver));
  const built = buildMachines(draft, chosen, prepared.task.candidates.columns);
  const networks = addServiceNetworks(draft, built);
  connectMachines(draft, built, networks);
  addMissingSubnets(draft);
  chooseSwitchModels(draft);
  chooseStorageClasses(draft);
  leadOutside(draft, built, networks);
  joinNetworks(draft, [[...networks.values()]]);
  addLicences(draft);
  chooseAddresses(draft);
  const errors = mendLeftovers(draft);
  if (errors.length > 0) return err(fromProblems(draft, errors));
  groupService(draft);
  placeNewNodes(draft);
  return ok(completionOf(draft));
}

/** One node stands for the devices of a service's users, and a node for so many things at most. */
function tooManyDevices({ service }: CompletionRequest): Conflict | undefined {
  const { clients, name } = service?.profile ?? {};
  if (service === undefined || !service.withClients || clients === undefined) return undefined;
  const count = Math.ceil(service.users * clients.perUser);
  if (count <= MAXIMUM_COUNT) return undefined;
  const text = `${name} for ${service.users} users takes ${count} devices, and a design holds ${MAXIMUM_COUNT} of one at most: ask for it without its users' devices, or for fewer users.`;
  return { elements: [], text };
}

/** Frames what belongs to the service, so that it is seen and moved as one. */
function groupService(draft: Draft): void {
  const { service, design } = draft.request;
  if (service === undefined) return;
  const { profile, users } = service;
  let id = `service-${profile.id}`;
  for (let next = 2; Object.hasOwn(design.groups, id); next++) id = `service-${profile.id}-${next}`;
  const name = `${profile.name} for ${users.toLocaleString("en")} ${users === 1 ? "user" : "users"}`;
  draft.apply({ type: "put-group", id, group: { name } });
  for (const node of Object.keys(draft.design().nodes))
    if (draft.isNew(node)) draft.apply({ type: "change-node", id: node, change: { group: id } });
}

function completionOf(draft: Draft): Completion {
  const { request } = draft;
  const priceOf = (design: Design): RunRate =>
    runRate({
      design,
      catalogue: request.catalogue,
      terms: request.terms,
      at: request.at,
    });
  return {
    edits: editsBetween(request.design, draft.design()),
    design: draft.design(),
    choices: draft.choices,
    price: priceOf(draft.design()),
    priceBefore: priceOf(request.design),
  };
}
