import { sketch } from "../../design/sketch.ts";
import type { NodeId } from "../../design/design.ts";
import type { FirewallRule } from "../../kinds/component-kind.ts";
import { nodeElement, softwareOf } from "../elements.ts";
import { FAR, INTERNET, LAN, SERVER } from "../examples.ts";
import { blockedBy, type Flow, rulesAsProperty } from "../filter.ts";
import { fix, setProperty } from "../fixes.ts";
import {
  isBesideProvider,
  openRequirements,
  reachesProvider,
  type OpenRequirement,
} from "../requirements.ts";
import { defineRule, type RuleContext, type RuleNode } from "../rule.ts";

const design = (rules: readonly Record<string, string>[], applications = ["varnish"]) =>
  sketch(
    "Example",
    {
      lan: LAN,
      far: FAR,
      f: { kind: "firewall", rules },
      a: { ...SERVER, applications },
      b: { ...SERVER, applications: ["nginx"] },
      world: INTERNET,
    },
    ["a:nic lan:net", "f:nic lan:net", "f:nic far:net", "b:nic far:net", "f:nic world:net"],
  );

export const firewallBlocks = defineRule({
  code: "firewall-blocks",
  severity: "error",
  scope: "node",
  concerns: ["software"],
  title: "Firewall blocks what is needed",
  explanation:
    "An application needs a service behind a firewall, and none of the firewall's rules lets the two talk. A service in one of its own subnets has no firewall before it; elsewhere up to 40 are tried, and of more than these one is taken to be let through.",
  check: (context, id) => {
    const node = context.node(id);
    const needs = node === undefined ? [] : needsOf(context, node);
    if (needs.length === 0 || !leadsAnywhere(context, id)) return [];
    return needs.flatMap((need) => {
      const blocked = firstBlocked(context, need.flows());
      if (blocked === undefined) return [];
      const { flow, stops } = blocked;
      return [
        {
          elements: [
            nodeElement(id),
            ...stops.map((stop) => nodeElement(stop.firewall)),
            nodeElement(flow.to),
          ],
          parameters: {
            application: need.application,
            port: flow.port === null ? "any port" : `port ${flow.port}`,
          },
          fix: fix(
            "Let it through",
            stops.map((stop) => allow(context, stop, flow)),
          ),
        },
      ];
    });
  },
  examples: {
    passing: [
      design([{ action: "allow", protocol: "tcp", source: "a", destination: "b", port: "80" }]),
      design([{ action: "allow", source: "lan", destination: "far" }]),
      design([{ action: "allow", source: "a", destination: "world" }], ["squid"]),
    ],
    failing: [
      design([]),
      design([
        { action: "deny", source: "10.0.0.0/24" },
        { action: "allow", source: "10.1.0.0/24" },
      ]),
      design([{ action: "allow", protocol: "tcp", destination: "b" }], ["squid"]),
    ],
  },
});

/** Who is in no network and has no cable to another has no way that a firewall could stop. */
function leadsAnywhere(context: RuleContext, id: NodeId): boolean {
  const attachments = context.topology().attachments(id);
  return attachments.some(({ subnet, outside, peer }) => (subnet ?? outside ?? peer) !== null);
}

interface NetworkNeed {
  readonly application: string;
  /** Any one of these is enough. They come one by one, for the first is often let through. */
  flows(): Iterable<Flow>;
}

/** What the node's applications must be able to reach. */
function needsOf(context: RuleContext, node: RuleNode): readonly NetworkNeed[] {
  // Within a subnet nothing stands between, so most need not look any further.
  const services = openRequirements(context, node, ["network", "same-network"])
    .filter((requirement) => !isBesideProvider(context, node.id, requirement))
    .map((requirement) => ({
      application: requirement.application.name,
      flows: () => flowsTo(context, node.id, requirement),
    }));
  const online = softwareOf(context, node)
    .applications.filter((item) => item.needsInternet)
    .map((item) => ({ application: item.name, flows: () => flowsOutside(context, node.id) }));
  return [...services, ...online];
}

function* flowsOutside(context: RuleContext, from: NodeId): Generator<Flow> {
  for (const to of context.each("forwarding", "outside"))
    yield { from, to, protocol: null, port: null };
}

function* flowsTo(
  context: RuleContext,
  from: NodeId,
  requirement: OpenRequirement,
): Generator<Flow> {
  // Where none can be reached there is nothing to try one by one; networks-not-joined says so.
  if (!reachesProvider(context, from, requirement)) return;
  for (const id of requirement.anyOf)
    for (const to of context.each("application", id))
      for (const { protocol, port } of context.catalogue.find("applications", id)?.listens ?? [])
        yield { from, to, protocol, port };
}

/** Among more partners than these one may well be let through: then nothing is claimed. */
const MOST_FLOWS = 40;

/** The first flow and what stops it, when every flow that has a way at all is stopped; else undefined. */
function firstBlocked(context: RuleContext, flows: Iterable<Flow>) {
  let first: { readonly flow: Flow; readonly stops: readonly Stop[] } | undefined;
  let tried = 0;
  for (const flow of flows) {
    if (tried++ === MOST_FLOWS) return undefined;
    const way = context.topology().path(flow.from, flow.to);
    if (way === null) continue;
    const stops = stopsOn(context, way, flow);
    if (stops.length === 0) return undefined;
    first ??= { flow, stops };
  }
  return first;
}

/** A firewall on the way, and where in its rules the flow ends. */
interface Stop {
  readonly firewall: NodeId;
  readonly rules: readonly FirewallRule[];
  readonly at: number | "default";
}

function stopsOn(context: RuleContext, way: readonly NodeId[], flow: Flow): readonly Stop[] {
  return filtersOn(context, way).flatMap((step) => {
    const filter = context.partOf(step, filterOf);
    const at = filter === undefined ? null : blockedBy(context, filter, flow);
    return filter === undefined || at === null ? [] : [{ firewall: step, rules: filter.rules, at }];
  });
}

/** Which of a way's nodes may stop what passes; those between its ends are found once for all who go there. */
function filtersOn(context: RuleContext, way: readonly NodeId[]): readonly NodeId[] {
  const filters = (steps: readonly NodeId[]): readonly NodeId[] =>
    steps.filter((step) => context.partOf(step, filterOf) !== undefined);
  const inner = way.slice(1, -1);
  const between = context.derive(`filters on ${inner.join(" ")}`, () => filters(inner));
  return [...filters(way.slice(0, 1)), ...between, ...filters(way.slice(1).slice(-1))];
}

const filterOf = ({ traits }: RuleNode) => traits.filter;

/** Puts a rule that allows just this before the one that stops it. */
function allow(context: RuleContext, { firewall, rules, at }: Stop, flow: Flow) {
  const rule: FirewallRule = {
    action: "allow",
    protocol: flow.protocol ?? "any",
    source: context.name(flow.from).trim() || "any",
    destination: context.name(flow.to).trim() || "any",
    port: flow.port === null ? "any" : String(flow.port),
  };
  const place = at === "default" ? rules.length : at;
  return setProperty(
    context.node(firewall),
    "rules",
    rulesAsProperty(rules.toSpliced(place, 0, rule)),
  );
}
