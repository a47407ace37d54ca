import type { BillNames } from "../../shared/billing/bill-names.ts";
import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import type { Design } from "../../shared/design/design.ts";
import { pathName } from "../../shared/design/path-names.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import type { GroupedBy } from "../../shared/pricing/review/group-lines.ts";
import { itemName } from "../../shared/pricing/item-name.ts";

/** What things are called that lines name by their ids. */
export interface Names {
  node(id: string): string;
  item(id: string): string;
  environment(id: string): string;
  /** What a line is about, in a few words: the node, or whoever pays the fee. */
  about(line: RatedLine): string;
  group(by: GroupedBy, key: string): string;
}

const NONE: Readonly<Record<GroupedBy, string>> = {
  node: "Not of one node",
  component: "In no component",
  item: "No item",
  environment: "In no environment",
  period: "No month",
  billedIn: "No month",
  user: "Not of one user",
  account: "No account",
};

/** Names as a design and a catalogue have them; ids stand for what neither knows. */
export function namesFrom(known: {
  readonly design?: Design | null;
  readonly catalogue?: Catalogue;
  readonly environments?: Readonly<Record<string, string>>;
  /** As a bill has them. */
  readonly told?: BillNames | undefined;
}): Names {
  const { design, catalogue, environments = {}, told } = known;
  const nodesTold = new Map<string, string>();
  // What environments call differently is told apart by its id.
  for (const nodes of Object.values(told?.nodes ?? {}))
    for (const [id, name] of Object.entries(nodes))
      nodesTold.set(id, (nodesTold.get(id) ?? name) === name ? name : id);
  const node = (id: string): string =>
    design === undefined || design === null ? (nodesTold.get(id) ?? id) : pathName(id, design);
  const item = (id: string): string => (catalogue === undefined ? id : itemName(catalogue, id));
  const environment = (id: string): string => told?.environments[id] ?? environments[id] ?? id;
  const user = (id: string): string => told?.users[id] ?? id;
  return {
    node,
    item,
    environment,
    about: (line) =>
      line.node === ""
        ? user(line.user) || line.groups.join(", ") || environment(line.environment) || line.account
        : (told?.nodes[line.environment]?.[line.node] ?? node(line.node)),
    group: (by, key) => {
      if (key === "") return NONE[by];
      if (by === "node") return node(key);
      if (by === "item") return item(key);
      if (by === "user") return user(key);
      return by === "environment" ? environment(key) : key;
    },
  };
}
