import { formatMegabits } from "../base/units.ts";
import { sidesOf } from "../constraints/elements.ts";
import { newLink } from "../constraints/fixes.ts";
import type { SwitchModel } from "../catalogue/catalogue.ts";
import type { NodeId } from "../design/design.ts";
import { counted } from "../kinds/values.ts";
import type { Column } from "./column.ts";
import type { Draft } from "./draft.ts";
import { partKey } from "./keys.ts";
import { plug } from "./plugging.ts";

/** Switches for real devices, joined to their subnet. */
export function addSwitches(draft: Draft, node: NodeId, column: Column, subnet: NodeId): NodeId {
  const { switches, slots, count, type } = column;
  const [host] = slots;
  if (switches === null || host === undefined) return subnet;
  const { model } = switches;
  const name = draft.context.name(node);
  const id = draft.add("switch", `${name}-switch`, { switchModel: model.id }, switches.count);
  draft.apply(newLink(draft.context, [id, "port"], [subnet, "net"]));
  draft.explain({
    key: partKey(host, "switchModel"),
    node: id,
    title: `Switch for ${name}`,
    value: model.id,
    name: `${switches.count} × ${model.name}`,
    reason: `${counted(count, "device")} of ${type.name} are plugged in at ${formatMegabits(type.interfaceSpeedMbps)}, and each switch needs a port for the subnet: ${switches.count} with ${model.ports} ports. The cheapest way to have so many.`,
    isOpen: true,
  });
  return id;
}

/** Gives every switch whose model is open the cheapest one with enough ports that are fast enough. */
export function chooseSwitchModels(draft: Draft): void {
  const { context, request, prices } = draft;
  for (const id of context.find("forwarding", "switch")) {
    const node = context.node(id);
    if (node === undefined || draft.isNew(id) || !draft.isOpen(id, "switchModel")) continue;
    if (!Object.hasOwn(draft.design().nodes, id)) continue;
    const used = context.usedPorts(id, "port");
    const speed = Math.max(
      0,
      ...sidesOf(context, id).map(({ other }) => context.speedAt(other.id, other.port) ?? 0),
    );
    const uplinks = context.usedPorts(id, "uplink");
    const wanted = request.choices?.[partKey({ id }, "switchModel")];
    const { ports: own, speedMbps: ownSpeed } = node.properties;
    const portsOf = (model: SwitchModel): number => (typeof own === "number" ? own : model.ports);
    const fitting = request.catalogue.data.switchModels
      .filter(
        (model) =>
          portsOf(model) >= used &&
          (typeof ownSpeed === "number" || model.speedMbps >= speed) &&
          model.uplinks >= uplinks &&
          prices.unit("port", model.id) !== undefined,
      )
      .map((model) => {
        const quantity = String(portsOf(model) * node.count);
        return { model, cost: prices.cost([{ meter: "port", item: model.id, quantity }]) };
      })
      .sort((a, b) => a.cost - b.cost || a.model.ports - b.model.ports);
    const best = fitting.find(({ model }) => model.id === wanted) ?? fitting[0];
    if (best === undefined) continue;
    draft.apply({ type: "set-property", id, property: "switchModel", value: best.model.id });
    draft.explain({
      key: partKey({ id }, "switchModel"),
      node: id,
      title: `Model of ${context.name(id)}`,
      value: best.model.id,
      name: best.model.name,
      reason: `${counted(used, "port")} are in use; it has ${best.model.ports} of ${formatMegabits(best.model.speedMbps)}. The cheapest of ${fitting.length} that do.`,
      isOpen: fitting.length > 1,
    });
  }
}

/** Gives every switch with machines on it, and no network, a subnet. */
export function addMissingSubnets(draft: Draft): void {
  const { context } = draft;
  for (const id of context.find("forwarding", "switch")) {
    if (context.topology().carriedBy(id).length > 0) continue;
    const isUsed = sidesOf(context, id).some(
      ({ other }) => other.node.traits.forwarding !== "switch",
    );
    if (!isUsed || !Object.hasOwn(draft.design().nodes, id)) continue;
    const subnet = draft.add("subnet", "lan", {});
    plug(draft, id, subnet);
  }
}
