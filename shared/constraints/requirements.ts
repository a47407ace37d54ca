import type { Application } from "../catalogue/catalogue.ts";
import type { NodeId } from "../design/design.ts";
import { softwareOf } from "./elements.ts";
import type { RuleContext, RuleNode } from "./rule.ts";

/** An application's need of another one, and who in the design offers it. */
export interface OpenRequirement {
  readonly application: Application;
  readonly anyOf: readonly string[];
  /** Names of what would satisfy it, for sentences. */
  readonly wanted: string;
  /** Nodes that have one of them, one after the other: there may be thousands, and the first often does. */
  providers(): Iterable<NodeId>;
  /** True when no node of the design has any of them. */
  readonly nobody: boolean;
}

type Reach = Application["requires"][number]["reach"];

/** Requirements of a node's applications that its own software does not satisfy. */
export function openRequirements(
  context: RuleContext,
  node: RuleNode,
  reaches: readonly Reach[],
): readonly OpenRequirement[] {
  const { applications } = softwareOf(context, node);
  const own = new Set(applications.map((item) => item.id));
  return applications.flatMap((application) =>
    application.requires
      .filter(({ reach, anyOf }) => reaches.includes(reach) && !anyOf.some((id) => own.has(id)))
      .map(({ anyOf }) => ({
        application,
        anyOf,
        wanted: alternatives(
          anyOf.map((id) => context.catalogue.find("applications", id)?.name ?? id),
        ),
        providers: () => nodesWith(context, anyOf),
        nobody: !anyOf.some((id) => context.isPresent("application", id)),
      })),
  );
}

/** `A or B`, and of many only the first: `A, B or another of 5`. */
function alternatives(names: readonly string[]): string {
  if (names.length <= 3) return names.join(" or ");
  return `${names.slice(0, 2).join(", ")} or another of ${names.length}`;
}

function* nodesWith(context: RuleContext, anyOf: readonly string[]): Generator<NodeId> {
  for (const id of anyOf) yield* context.each("application", id);
}

/** How many of the nodes that could serve are named in a problem. */
const MOST_NAMED = 20;

/** Some of the nodes that offer what is required, each once. */
export function someProviders(requirement: OpenRequirement): readonly NodeId[] {
  const found = new Set<NodeId>();
  for (const provider of requirement.providers()) {
    found.add(provider);
    if (found.size === MOST_NAMED) break;
  }
  return [...found];
}

/** True when the node reaches one of the nodes that offer what is required. */
export function reachesProvider(
  context: RuleContext,
  from: NodeId,
  { anyOf }: OpenRequirement,
): boolean {
  return anyOf.some((id) => context.reachesAny(from, "application", id));
}

/** True when the node is in one subnet with one of the nodes that offer what is required. */
export function isBesideProvider(
  context: RuleContext,
  node: NodeId,
  { anyOf }: OpenRequirement,
): boolean {
  return anyOf.some((id) => context.sharesSubnet(node, "application", id));
}
