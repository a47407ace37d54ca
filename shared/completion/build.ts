import { newLink } from "../constraints/fixes.ts";
import type { DesignEdit } from "../design/edit.ts";
import type { NodeId } from "../design/design.ts";
import type { Column } from "./column.ts";
import type { Draft } from "./draft.ts";
import { explainMachine } from "./explain-machine.ts";
import type { Slot } from "./slot.ts";

/** A machine of the completed design and what it was chosen as. */
export interface Built {
  readonly node: NodeId;
  readonly column: Column;
}

/** Puts what was chosen into the draft: machines with their software, and volumes. Nets come after. */
export function buildMachines(
  draft: Draft,
  chosen: readonly Column[],
  candidates: readonly Column[],
): readonly Built[] {
  const byHost = Map.groupBy(candidates, ({ slots }) => slots[0]);
  return chosen.map((column) => {
    const [host] = column.slots;
    if (host === undefined) throw new Error("a column stands for a machine");
    const node = host.isNew ? addMachine(draft, host, column) : finishMachine(draft, host, column);
    addVolume(draft, node, host, column);
    explainMachine(draft, node, column, byHost.get(host) ?? []);
    return { node, column };
  });
}

function addMachine(draft: Draft, { name }: Slot, column: Column): NodeId {
  const { type, system, applications, count } = column;
  return draft.add(
    "machine",
    name,
    {
      machineType: type.id,
      operatingSystem: system.id,
      applications: applications.map(({ id }) => id),
      ...(type.role !== "server" && { role: type.role }),
    },
    count,
  );
}

/** Fills in only what the architect left open; applications are added to those that are there. */
function finishMachine(draft: Draft, { id }: Slot, column: Column): NodeId {
  const { type, system, applications } = column;
  const before = draft.context.node(id)?.traits.software?.applications ?? [];
  const added = applications.flatMap((item) => (before.includes(item.id) ? [] : [item.id]));
  const edits: DesignEdit[] = [];
  const set = (property: string, value: string | string[]): void => {
    edits.push({ type: "set-property", id, property, value });
  };
  if (draft.isOpen(id, "machineType")) {
    set("machineType", type.id);
    if (draft.isOpen(id, "role") && type.role !== "server") set("role", type.role);
  }
  if (draft.isOpen(id, "operatingSystem")) set("operatingSystem", system.id);
  if (added.length > 0) set("applications", [...before, ...added]);
  draft.apply(...edits);
  return id;
}

function addVolume(draft: Draft, machine: NodeId, host: Slot, { volume, count }: Column): void {
  if (volume === null) return;
  const { storageClass, capacityGiB } = volume;
  const id = draft.add("storage", `${host.name}-data`, { storageClass, capacityGiB }, count);
  draft.apply(newLink(draft.context, [machine, "disk"], [id, "attach"]));
}
