import type { CabledNode } from "../../cabling.ts";
import { kindOfWords } from "../../devices.ts";
import { tellInside } from "../../left-out.ts";
import type { LossLog } from "../../loss.ts";
import type { Scale } from "../../positions.ts";
import { sourcePlace } from "../../scaling.ts";
import {
  fieldOf,
  fieldsOf,
  isFields,
  listOf,
  numberOf,
  pointOf,
  textOf,
  type Fields,
} from "../../values.ts";

interface Plug {
  readonly id: string;
  readonly label: string;
}

/** A node of a lab that is being written; its interfaces grow while links are plugged in. */
export interface CmlNode {
  readonly id: string;
  readonly label: string;
  /** The interface of this label where it is free, else the next one. */
  plug(label: string): Plug;
  /** Nothing new is plugged into the interface of this id; a link that names it still has it. */
  occupy(id: string): void;
  written(): Fields;
}

/** How the import drew the lab. */
interface Drawn {
  readonly scale: Scale;
  /** Where it put nodes that lay under others, by id. */
  readonly aside: Fields;
}

/** The nodes to write, by key. */
export function cmlNodes(
  nodes: readonly CabledNode[],
  { scale, aside }: Drawn,
  idOf: (wish: string) => string,
  loss: LossLog,
): ReadonlyMap<string, CmlNode> {
  return new Map(
    nodes.map((node) => {
      const { resolved, name, ordinal } = node;
      const kept = ordinal === 1 ? fieldsOf(resolved.node, "cml") : {};
      const definition = definitionOf(node, textOf(kept, "node_definition"));
      const title = resolved.kind?.title ?? resolved.node.kind;
      if (ordinal === 1) tellInside(loss, name, resolved.traits);
      if (definition !== textOf(kept, "node_definition"))
        loss.add(
          "approximated",
          `${title}, ${resolved.summary}`,
          `node definition ${definition}`,
          name,
        );
      else loss.add("mapped", title, `node definition ${definition}`, name);
      const before = pointOf(fieldOf(aside, textOf(kept, "id")));
      const place = sourcePlace(resolved.node.position, pointOf(kept), scale, before);
      const plain = { ...kept, id: idOf(textOf(kept, "id")), label: name, ...place };
      return [node.key, growing({ ...plain, node_definition: definition }, definition)] as const;
    }),
  );
}

function growing(fields: Fields & Plug, definition: string): CmlNode {
  const interfaces = listOf(fields, "interfaces").filter(isFields);
  const physical = interfaces.filter((one) => textOf(one, "type") !== "loopback");
  const free = new Map(physical.map((one) => [textOf(one, "label"), one]));
  const occupied = new Set<string>();
  let slot = interfaces.reduce((most, one) => Math.max(most, numberOf(one, "slot") ?? -1), -1);
  const add = (label: string): Fields => {
    slot++;
    const name = label || `${definition === "unmanaged_switch" ? "port" : "eth"}${slot}`;
    const made = { id: `i${interfaces.length}`, slot, label: name, type: "physical" };
    interfaces.push(made);
    return made;
  };
  return {
    id: fields.id,
    label: fields.label,
    occupy: (id) => {
      occupied.add(id);
    },
    plug: (label) => {
      const [first] =
        label === "" ? [...free.values()].filter((one) => !occupied.has(textOf(one, "id"))) : [];
      const found = free.get(label) ?? first ?? add(label);
      free.delete(textOf(found, "label"));
      return { id: textOf(found, "id"), label: textOf(found, "label") };
    },
    written: () => ({ ...fields, interfaces }),
  };
}

/** The definition it came with, as long as that still says what it is; else the nearest of CML's own. */
function definitionOf({ resolved }: CabledNode, before: string): string {
  const { node, traits } = resolved;
  if (before !== "" && kindOfWords([before]) === node.kind) return before;
  switch (traits.forwarding) {
    case "router":
      return traits.filter === undefined ? "iosv" : "asav";
    case "switch":
    case "segment":
      return "unmanaged_switch";
    case "outside":
      return "external_connector";
    case "endpoint":
    case "proxy":
    case "none":
      return systemDefinition(traits.software?.operatingSystem ?? "", node.properties["role"]);
  }
}

function systemDefinition(system: string, role: unknown): string {
  const found = ["ubuntu", "alpine"].find((name) => system.startsWith(name));
  return found ?? (role === "client" ? "desktop" : "server");
}
