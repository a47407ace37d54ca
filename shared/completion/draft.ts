import { createState } from "../constraints/state.ts";
import type { RuleContext } from "../constraints/rule.ts";
import type { Design, DesignNode, NodeId } from "../design/design.ts";
import { applyEdits, type DesignEdit } from "../design/edit.ts";
import { expandDesign } from "../design/expand.ts";
import { hostName } from "../design/host-name.ts";
import { freshName } from "../constraints/fixes.ts";
import type { KindId } from "../kinds/index.ts";
import type { Choice, CompletionRequest } from "./completion.ts";
import type { ItemPrices } from "./item-prices.ts";

type Properties = DesignNode["properties"];

/** A design that is being completed: what it was, what it is by now, and why. */
export interface Draft {
  readonly request: CompletionRequest;
  readonly prices: ItemPrices;
  /** Reads the present design, with what is inside of components. */
  readonly context: RuleContext;
  design(): Design;
  apply(...edits: readonly DesignEdit[]): void;
  /** Adds a node and returns its id. */
  add(kind: KindId, name: string, properties: Properties, count?: number): NodeId;
  /** True where the architect left a property to others. */
  isOpen(node: NodeId, property: string): boolean;
  /** True for what was not there before. */
  isNew(node: NodeId): boolean;
  explain(choice: Choice): void;
  readonly choices: readonly Choice[];
}

export function createDraft(request: CompletionRequest, prices: ItemPrices): Draft {
  const { catalogue, terms } = request;
  const before = request.design;
  const state = createState(catalogue, terms.book);
  const choices: Choice[] = [];
  let design = before;
  state.update(expandDesign(design));
  const apply: Draft["apply"] = (...edits) => {
    design = applyEdits(design, edits);
    state.update(expandDesign(design));
  };
  const isNew = (id: NodeId): boolean => !Object.hasOwn(before.nodes, id);
  return {
    request,
    prices,
    context: state,
    design: () => design,
    apply,
    add: (kind, base, properties, count = 1) => {
      const name = freshName(state, base);
      const id = freshId(design, name);
      // It gets its place when all are there.
      const node = { kind, name, count, position: { x: 0, y: 0 }, properties };
      apply({ type: "put-node", id, node });
      return id;
    },
    isNew,
    isOpen: (id, property) => {
      const value = isNew(id) ? undefined : before.nodes[id]?.properties[property];
      return value === undefined || value === null;
    },
    explain: (choice) => void choices.push(choice),
    choices,
  };
}

function freshId({ nodes }: Design, name: string): NodeId {
  const base = hostName(name, 8) || "new";
  let id = base;
  for (let next = 2; Object.hasOwn(nodes, id); next++) id = `${base}-${next}`;
  return id;
}
