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
  /** Nodes that have one of them, in order. */
  readonly providers: readonly NodeId[];
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
        wanted: anyOf
          .map((id) => context.catalogue.find("applications", id)?.name ?? id)
          .join(" or "),
        providers: [...new Set(anyOf.flatMap((id) => context.find("application", id)))],
      })),
  );
}

/** The first of some applications that the node's operating system runs and nothing on it excludes. */
export function installable(
  context: RuleContext,
  node: RuleNode,
  anyOf: readonly string[],
): Application | undefined {
  const { system, applications } = softwareOf(context, node);
  return anyOf
    .flatMap((id) => context.catalogue.find("applications", id) ?? [])
    .find(
      (item) =>
        system !== undefined &&
        item.operatingSystems.includes(system.id) &&
        !applications.some(
          (other) => other.conflicts.includes(item.id) || item.conflicts.includes(other.id),
        ),
    );
}
