import type { ElementReference, NodeId } from "./design.ts";

/**
 * Ids of the expansion (see expand.ts). What a use stands for is named by the way to it: `mail.2/web` is the
 * node `web` in the second copy of the use `mail`; `mail.2/lan.1/web` lies one component deeper. Ids of a
 * drawing hold neither `.` nor `/`, so the two cannot be mistaken.
 */

/** The id of an inner element of one copy of a use; `copy` counts from 1. */
export function innerId(use: NodeId, copy: number, inner: string): string {
  return `${use}.${copy}/${inner}`;
}

/** True for the id of an element that lies inside a use. */
export function isInner(id: string): boolean {
  return id.includes("/");
}

/** One step of a path: which copy of which use, or, as the last step, the element itself. */
export interface PathStep {
  readonly id: string;
  /** From 1; null for the element itself. */
  readonly copy: number | null;
}

/** `mail.2/web` is the second copy of `mail`, then `web`. */
export function pathSteps(id: string): readonly PathStep[] {
  return id.split("/").map((step) => {
    const [name = "", copy] = step.split(".");
    return { id: name, copy: copy === undefined ? null : Number(copy) };
  });
}

/** The uses an element lies in, outermost first and without their own copy: `a`, `a.1/b` for `a.1/b.2/c`. */
export function usesAround(id: string): readonly NodeId[] {
  const steps = id.split("/");
  return steps
    .slice(0, -1)
    .map((step, depth) => [...steps.slice(0, depth), step.slice(0, step.indexOf("."))].join("/"));
}

/**
 * Where an element of the expansion is seen on the drawing: what lies in a use is seen at the use, and one of
 * several links made of one drawn link is that link.
 */
export function drawnElement(element: ElementReference): ElementReference {
  const end = element.id.indexOf(".");
  if (end === -1) return element;
  const id = element.id.slice(0, end);
  return isInner(element.id) ? { type: "node", id } : { ...element, id };
}

/**
 * Everywhere an element of the expansion may be seen: on the drawing, at each use that it lies in, and in its own
 * place inside of them.
 */
export function placesSeen(element: ElementReference): readonly ElementReference[] {
  const drawn = drawnElement(element);
  if (!isInner(element.id)) return [drawn];
  const around = usesAround(element.id).slice(1);
  // Several links made of one inner link are that link.
  const id = element.type === "link" ? element.id.replace(/\.\d+$/, "") : element.id;
  return [drawn, ...around.map((use) => ({ type: "node", id: use }) as const), { ...element, id }];
}
