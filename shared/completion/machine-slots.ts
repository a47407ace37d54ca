import type { Catalogue, MachineRole } from "../catalogue/catalogue.ts";
import { ARCHITECTURES } from "../catalogue/catalogue.ts";
import { isMachine } from "../constraints/elements.ts";
import type { RuleContext, RuleNode } from "../constraints/rule.ts";
import { attachedGiB } from "../constraints/storage-of.ts";
import type { DesignNode } from "../design/design.ts";
import type { Settings, Slot } from "./slot.ts";

/** The machines of the design as things to choose for. Those that are whole have one way to be: as they are. */
export function machineSlots(
  context: RuleContext,
  nodes: Readonly<Record<string, DesignNode>>,
): readonly Slot[] {
  return Object.entries(nodes).flatMap(([id, node]) => {
    const found = context.node(id);
    if (found === undefined || !isMachine(found)) return [];
    return [machineSlot(context, found, node)];
  });
}

function machineSlot(context: RuleContext, node: RuleNode, { name, properties }: DesignNode): Slot {
  const set = settingsOf(properties);
  const applications = [...new Set(node.traits.software?.applications)];
  const roles = rolesOf(applications, properties["role"], set, context.catalogue);
  const ports = node.ports.filter(({ medium }) => medium === "ethernet");
  const used = ports.reduce((sum, port) => sum + context.usedPorts(node.id, port.id), 0);
  return {
    id: node.id,
    name,
    title: name.trim() === "" ? "the unnamed machine" : `“${name}”`,
    isNew: false,
    count: node.count,
    load: null,
    wanted: applications.map((id) => [id]),
    set,
    roles,
    interfaces: Math.max(1, used),
    attachedGiB: attachedGiB(context, node.id),
    mayHost: node.count === 1 && (roles === null || roles.includes("server")),
    mayMove: false,
    isOptional: false,
  };
}

/** What the node's own properties fix; a property that is left out or null is open. */
function settingsOf(properties: DesignNode["properties"]): Settings {
  const { machineType, operatingSystem, architecture } = properties;
  const number = (key: "cores" | "memoryMiB" | "diskGiB" | "interfaces") => {
    const value = properties[key];
    return typeof value === "number" ? { [key]: value } : {};
  };
  const known = ARCHITECTURES.find((one) => one === architecture);
  return {
    ...(typeof machineType === "string" && { machineType }),
    ...(typeof operatingSystem === "string" && { operatingSystem }),
    ...(known !== undefined && { architecture: known }),
    ...number("cores"),
    ...number("memoryMiB"),
    ...number("diskGiB"),
    ...number("interfaces"),
  };
}

/** What a machine is for: as the architect said, else what all of its applications are used on. */
export function rolesOf(
  applications: readonly string[],
  role: unknown,
  { machineType }: Settings,
  catalogue: Catalogue,
): readonly MachineRole[] | null {
  if (role === "server" || role === "workstation" || role === "client") return [role];
  if (machineType !== undefined) return null;
  const asked = applications.flatMap((id) => {
    const roles = catalogue.find("applications", id)?.roles;
    return roles === undefined ? [] : [roles];
  });
  if (asked.length === 0) return ["server"];
  const common = asked.reduce((left, roles) => left.filter((one) => roles.includes(one)));
  return common.length === 0 ? [...new Set(asked.flat())] : common;
}
