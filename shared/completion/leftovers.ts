import { checkDesign } from "../constraints/check.ts";
import { problemText } from "../constraints/problem-text.ts";
import type { Problem } from "../constraints/rule.ts";
import type { DesignEdit } from "../design/edit.ts";
import type { Draft } from "./draft.ts";

/** So many quick fixes at most; each one makes the design more whole. */
const MOST_FIXES = 50;

/**
 * Whatever else is an error and has a quick fix that only adds: rules know more ways to be incomplete than
 * completion does. Returns the errors that are left.
 */
export function mendLeftovers(draft: Draft): readonly Problem[] {
  for (let round = 0; round < MOST_FIXES; round++) {
    const errors = errorsOf(draft);
    const next = errors.find(({ fix }) => fix !== undefined && addsOnly(draft, fix.edits));
    if (next?.fix === undefined) return errors;
    draft.apply(...next.fix.edits);
    draft.explain({
      key: `fix/${next.code}/${round}`,
      node: next.elements.find(({ type }) => type === "node")?.id ?? "",
      title: problemText(next, draft.design()).replace(/\.$/, ""),
      value: next.code,
      name: next.fix.title,
      reason: "The rule's own way to mend it; it changes nothing that was set.",
      isOpen: false,
    });
  }
  return errorsOf(draft);
}

function errorsOf(draft: Draft): readonly Problem[] {
  const { catalogue, terms } = draft.request;
  return checkDesign(draft.design(), catalogue, terms.book).filter(
    ({ severity }) => severity === "error",
  );
}

/** True for edits that leave everything the architect set as it is. */
function addsOnly(draft: Draft, edits: readonly DesignEdit[]): boolean {
  const { nodes, links } = draft.request.design;
  return edits.every((edit) => {
    switch (edit.type) {
      case "put-node":
        return !Object.hasOwn(nodes, edit.id);
      case "put-link":
        return !Object.hasOwn(links, edit.id);
      case "set-property":
        return edit.value !== null && draft.isOpen(edit.id, edit.property);
      case "remove-link":
        return !Object.hasOwn(links, edit.id);
      case "set-name":
      case "remove-node":
      case "change-node":
      case "put-group":
      case "remove-group":
      case "put-note":
      case "remove-note":
      case "put-component":
      case "remove-component":
        return false;
    }
  });
}
