import { isMachine } from "../constraints/elements.ts";
import { candidatesFor } from "./candidates.ts";
import type { Task } from "./choose.ts";
import type { Market } from "./column.ts";
import type { Draft } from "./draft.ts";
import { agrees } from "./keys.ts";
import { spareSeats } from "./licences.ts";
import { machineSlots } from "./machine-slots.ts";
import { serviceSlots } from "./service-slots.ts";
import type { Slot } from "./slot.ts";

/** What is to be chosen for: the machines of the design and those of the service. */
export function slotsOf(draft: Draft): readonly Slot[] {
  return [
    ...machineSlots(draft.context, draft.request.design.nodes),
    ...serviceSlots(draft.request),
  ];
}

/** Lists what there is to choose from. */
export function prepare(
  draft: Draft,
  slots: readonly Slot[],
): { readonly task: Task; readonly market: Market } {
  const { request, context, prices } = draft;
  const offered = new Set(
    context.find("forwarding", "endpoint").flatMap((id) => {
      const node = context.node(id);
      const isInside = !Object.hasOwn(request.design.nodes, id);
      return isInside && node !== undefined && isMachine(node)
        ? (node.traits.software?.applications ?? [])
        : [];
    }),
  );
  const market: Market = {
    catalogue: request.catalogue,
    prices,
    choices: request.choices ?? {},
    areApart: (one, other) => {
      const topology = context.topology();
      const isJoined = topology.path(one, other) !== null;
      const isAlone = (id: string): boolean => topology.subnetsOf(id).length === 0;
      return !isJoined && !isAlone(one) && !isAlone(other);
    },
    isWanted: (column) => agrees(column, request.choices ?? {}),
  };
  const task: Task = {
    candidates: candidatesFor(slots, offered, market),
    offered,
    spare: spareSeats(draft),
    goal: request.goal ?? "price",
    pool: request.pool ?? null,
  };
  return { task, market };
}
