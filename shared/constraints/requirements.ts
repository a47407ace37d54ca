import type { Application } from "../catalogue/catalogue.ts";
import type { NodeId } from "../design/design.ts";
import { softwareOf } from "./elements.ts";
import type { RuleContext, RuleNode } from "./rule.ts";

/** An application's need of another one that its own machine does not have. */
export interface OpenRequirement {
  readonly application: Application;
  readonly anyOf: readonly string[];
  /** Names of what would satisfy it, for sentences. */
  readonly wanted: string;
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
  return applications.flatMap((application) =>
    application.requires
      .filter(({ reach, anyOf }) => reaches.includes(reach) && !hasAny(applications, anyOf))
      .map(({ anyOf }) => ({
        application,
        anyOf,
        // Looked up only by who wants to know.
        get wanted() {
          return alternatives(
            anyOf.map((id) => context.catalogue.find("applications", id)?.name ?? id),
          );
        },
        get nobody() {
          return !anyOf.some((id) => context.isPresent("application", id));
        },
      })),
  );
}

function hasAny(applications: readonly Application[], anyOf: readonly string[]): boolean {
  return applications.some(({ id }) => anyOf.includes(id));
}

/** `A or B`, and of many only the first: `A, B or another of 5`. */
function alternatives(names: readonly string[]): string {
  if (names.length <= 3) return names.join(" or ");
  return `${names.slice(0, 2).join(", ")} or another of ${names.length}`;
}

/** How many of the nodes that could serve are named in a problem. */
const MOST_NAMED = 20;

/** Some of the nodes that offer what is required, each once; the same for all who require it. */
export function someProviders(
  context: RuleContext,
  { anyOf }: Pick<OpenRequirement, "anyOf">,
): readonly NodeId[] {
  return context.derive(`some with ${anyOf.join(" ")}`, () => {
    const found = new Set<NodeId>();
    for (const provider of nodesWith(context, anyOf)) {
      found.add(provider);
      if (found.size === MOST_NAMED) break;
    }
    return [...found];
  });
}

/** There may be thousands. */
function* nodesWith(context: RuleContext, anyOf: readonly string[]): Generator<NodeId> {
  for (const id of anyOf) yield* context.each("application", id);
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
