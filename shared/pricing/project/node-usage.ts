import { Decimal, decimalText } from "../../base/money.ts";
import type { Design, DesignNode } from "../../design/design.ts";
import { pathSteps } from "../../design/element-path.ts";
import { readUse } from "../../design/use.ts";
import type { MeterUse } from "../../kinds/component-kind.ts";
import type { ResolvedNode } from "../../kinds/resolve.ts";
import type { Segment } from "../engine/segments.ts";
import { isScaled, type DrawnCounts } from "./scaled.ts";

/** Whose usage it is, as far as the design does not say. */
export interface UsageContext {
  readonly account: string;
  /** Empty before it is sent. */
  readonly environment: string;
  readonly user: string;
  /** Which time of a series it is in; left out where there is one. */
  readonly session?: string;
  /** The service class that was asked for; left out: none. */
  readonly qosClass?: string;
  /** How many of each node there were when it was sent; left out before that. What is more came by scaling. */
  readonly drawn?: DrawnCounts;
}

export const NOBODY: UsageContext = { account: "", environment: "", user: "" };

/** What is metered of one instance of a node, and all of the node that prices may depend on. */
export interface NodeUsage {
  readonly node: string;
  readonly kind: string;
  /** The reusable component that it came with: the outermost one, which stands on the drawing. */
  readonly component: string;
  readonly groups: readonly string[];
  /** Each item once. */
  readonly uses: readonly MeterUse[];
}

/** What of a drawing says where a node is. */
export type DrawnAround = Pick<Design, "nodes" | "groups">;

/** `drawn` is the design with its uses of components; `resolved` may be inside of one. */
export function nodeUsage(drawn: DrawnAround, resolved: ResolvedNode): NodeUsage {
  const { id, node } = resolved;
  return {
    node: id,
    kind: node.kind,
    component: componentAround(drawn, id),
    groups: groupsOf(drawn, node),
    uses: meteredUses(resolved),
  };
}

/** The component that an element of the expansion came with; empty for what was drawn itself. */
export function componentAround({ nodes }: Pick<Design, "nodes">, id: string): string {
  if (!id.includes("/")) return "";
  const use = nodes[pathSteps(id)[0]?.id ?? ""];
  return (use && readUse(use)?.component) ?? "";
}

/** The group that a node is in, and those that this one is in. */
export function groupsOf(
  { groups }: Pick<Design, "groups">,
  { group }: Pick<DesignNode, "group">,
): readonly string[] {
  const around: string[] = [];
  let id = group;
  while (id !== undefined && !around.includes(id)) {
    around.push(id);
    id = groups[id]?.parent;
  }
  return around;
}

/** What is metered while one instance of a node exists, each item once. */
function meteredUses({ meters }: ResolvedNode): readonly MeterUse[] {
  const uses: MeterUse[] = [];
  for (const use of meters) {
    const at = uses.findIndex(({ meter, item }) => meter === use.meter && item === use.item);
    const known = uses[at];
    if (known === undefined) uses.push(use);
    else uses[at] = { ...use, quantity: sumOf(known.quantity, use.quantity) };
  }
  return uses;
}

function sumOf(a: string, b: string): string {
  return decimalText(new Decimal(a).plus(b));
}

type When = Pick<Segment, "source" | "start"> & { readonly end: string | null };

/**
 * One instance's segment. The projection and the daemon's meter both take it from here, so that what was quoted is
 * what is measured.
 */
export function usageSegment(
  { account, environment, user, session = "", qosClass = "", drawn }: UsageContext,
  { node, kind, component, groups }: Omit<NodeUsage, "uses">,
  { meter, item, quantity: level }: Omit<MeterUse, "meter"> & { readonly meter: string },
  when: When & { readonly instance: string },
): LevelSegment {
  return {
    ...PLAIN,
    account,
    environment,
    user,
    session,
    qosClass,
    autoscaled: drawn !== undefined && isScaled(drawn, node, when.instance),
    node,
    kind,
    component,
    groups: [...groups],
    meter,
    item,
    level,
    ...when,
  };
}

/** A level of one instance, whose end is null while it goes on: what meters open and close. */
export type LevelSegment = Segment & {
  readonly instance: string;
  readonly level: string;
  readonly end: string | null;
};

/** Equal for what goes on and the same that has ended; what is told apart by whose doing it was is not the same. */
export function segmentKey(segment: Segment): string {
  const { id, instance, meter, item, usedBy, start } = segment;
  return JSON.stringify([id, instance, meter, item, usedBy, start]);
}

/** What a segment says when nothing else is known; the defaults of its schema. */
export const PLAIN = {
  source: "metered",
  quality: "measured",
  environment: "",
  node: "",
  item: "",
  kind: "",
  component: "",
  user: "",
  session: "",
  qosClass: "",
  heartbeatSeconds: 0,
  hoursPerWeek: 168,
  autoscaled: false,
  added: 0,
  reserved: false,
} as const satisfies Partial<Segment>;
