import { sortedIds } from "../topology/ids.ts";
import type { Problem, Rule } from "./rule.ts";

/** What each element's rules found last. */
export interface Board {
  /** `found` has one list for each rule of the scope, in their order. */
  put(scope: Rule["scope"], id: string, found: readonly (readonly Problem[])[]): void;
  remove(scope: Rule["scope"], id: string): void;
  problems(): readonly Problem[];
}

/** Lists problems as a full check does: by rule, then by element. */
export function createBoard(rules: readonly Rule[]): Board {
  const scopes = {
    design: new Map<string, readonly (readonly Problem[])[]>(),
    node: new Map<string, readonly (readonly Problem[])[]>(),
    link: new Map<string, readonly (readonly Problem[])[]>(),
  };
  let list: readonly Problem[] | undefined;
  const gather = (): readonly Problem[] => {
    const next = { design: 0, node: 0, link: 0 };
    const orders = {
      design: sortedIds(scopes.design.keys()),
      node: sortedIds(scopes.node.keys()),
      link: sortedIds(scopes.link.keys()),
    };
    return rules.flatMap(({ scope }) => {
      const index = next[scope]++;
      return orders[scope].flatMap((id) => scopes[scope].get(id)?.[index] ?? []);
    });
  };
  return {
    put: (scope, id, found) => {
      const empty = found.every((problems) => problems.length === 0);
      if (empty && !scopes[scope].has(id)) return;
      if (empty) scopes[scope].delete(id);
      else scopes[scope].set(id, found);
      list = undefined;
    },
    remove: (scope, id) => {
      if (scopes[scope].delete(id)) list = undefined;
    },
    problems: () => (list ??= gather()),
  };
}
