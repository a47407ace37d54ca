import type { DesignNode, NodeId } from "../../../shared/design/design.ts";
import type { ComponentKind } from "../../../shared/kinds/component-kind.ts";
import type { ResolvedNode } from "../../../shared/kinds/resolve.ts";

export type Json = DesignNode["properties"][string];

/** The nodes being inspected: one, or several of one kind that are edited together. */
export interface Subject {
  readonly kind: ComponentKind;
  readonly nodes: readonly ResolvedNode[];
}

/** A value that all of them share; `mixed` where they differ. */
export interface Shared<T> {
  readonly value: T | undefined;
  readonly mixed: boolean;
}

export function shared<T>(values: readonly T[]): Shared<T> {
  const [first, ...rest] = values;
  const text = JSON.stringify(first);
  const mixed = rest.some((value) => JSON.stringify(value) !== text);
  return { value: mixed ? undefined : first, mixed };
}

/** What stands in the design, or the kind's default where it says nothing. */
export function propertyValue(node: ResolvedNode, property: string): unknown {
  const raw = node.node.properties;
  return Object.hasOwn(raw, property) ? raw[property] : node.properties[property];
}

/** What is wrong with a property of any of them, once each. */
export function issuesOf(subject: Subject, property: string): readonly string[] {
  const messages = subject.nodes.flatMap((node) =>
    node.issues.filter((issue) => issue.property === property).map((issue) => issue.message),
  );
  return [...new Set(messages)];
}

export function idsOf(subject: Subject): readonly NodeId[] {
  return subject.nodes.map((node) => node.id);
}

/** A value as it is shown in a line of text; what is no text is shown as JSON. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
