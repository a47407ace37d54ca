import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, DesignLink, ElementReference, LinkId, NodeId } from "../design/design.ts";
import type { DesignEdit } from "../design/edit.ts";
import type { Forwarding, PortGroup, Traits } from "../kinds/component-kind.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import type { Window } from "../schedule/window.ts";
import type { Topology } from "../topology/topology.ts";
import type { IndexName, ReachedIndex, SubnetIndex } from "./indexes.ts";

export type Severity = "error" | "warning" | "info";

/** What is at odds: the drawing by itself, the drawing and the lab as it is now, or as it is at the chosen time. */
export type ProblemLevel = "design" | "pool" | "window";

/** What a rule found: a problem before the rule's code and severity are put on it. */
export interface Finding {
  /** What it concerns; the first is what a click jumps to. */
  readonly elements: readonly ElementReference[];
  /** The property at fault, where it is one. */
  readonly property?: string;
  /** What the sentence is filled with; names of elements are not among them, they are looked up. */
  readonly parameters: Readonly<Record<string, string | number>>;
  /** The way out that is recommended. */
  readonly fix?: QuickFix;
  /** Other ways out. */
  readonly otherFixes?: readonly QuickFix[];
}

/** Something wrong with a design. Its sentence is made from the code and the parameters (problem-text.ts). */
export interface Problem extends Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly level: ProblemLevel;
  /** Name of the pool that cannot hold it; left out at the level `design`. */
  readonly pool?: string;
  /** Whose it is where it stands for several: `Each of web-1 and web-2`. Left out: the first of its elements. */
  readonly whose?: string;
}

/** A way out that one click takes and one undo takes back. */
export interface QuickFix {
  /** Imperative, e.g. `Use Debian 12`. */
  readonly title: string;
  readonly edits: readonly DesignEdit[];
  /** Left out but where the way out is another time: the window to choose. */
  readonly window?: Window;
  /** Left out but where the way out is another pool: its id. */
  readonly pool?: string;
}

/** Two of a problem's parameters that are held against each other: what there is, and what is needed. */
export interface Measure {
  readonly what: string;
  /** Behind the numbers, e.g. `MiB`; empty for mere counts. */
  readonly unit: string;
  /** Names of parameters. */
  readonly have: string;
  readonly need: string;
}

/** What can be read about any rule, be it one about designs or one about pools. */
export interface RuleWords<Code extends string = string> {
  /** Stable; what suppressions, documentation and translations refer to. */
  readonly code: Code;
  /** `error`: it would fail in the lab. `warning`: it would work, though hardly as meant. */
  readonly severity: Severity;
  readonly title: string;
  /** Why it is a problem; shown under *Why?* and in the documentation. */
  readonly explanation: string;
  /** Left out where nothing is counted. */
  readonly measures?: readonly Measure[];
}

/**
 * A node as rules see it: everything but its name, position, group and lock, so that changing those re-runs
 * no rule. `statedCount` is what the file says, `count` what is made of it.
 */
export interface RuleNode extends Omit<ResolvedNode, "node" | "summary"> {
  readonly kindId: string;
  readonly statedCount: number;
}

/**
 * What of a node matters to its links and to what is linked to it: changing anything else of it, as a
 * gateway, a firewall's rules or how many ports it has, re-runs no rule about those.
 */
export interface LinkedNode extends Pick<RuleNode, "id" | "count"> {
  readonly traits: Pick<RuleNode["traits"], "forwarding" | "volume" | "use">;
  /** False for a node of a kind that is not known. */
  readonly isKnown: boolean;
  /** True for what computes, and so uses what is attached to it. */
  readonly isComputer: boolean;
}

/** What a link is told of the ports it is plugged into; how fast they are is asked for by itself. */
export type LinkedPort = Pick<PortGroup, "id" | "title" | "medium">;

/** One end of a link, looked up. */
export interface LinkEnd {
  readonly id: NodeId;
  readonly node: LinkedNode;
  readonly port: string;
  /** undefined for a port the node does not have. */
  readonly group: LinkedPort | undefined;
}

/** Takes a part out of a node. */
export type NodePart<T> = (node: RuleNode) => T;

/**
 * What a rule may look at. Every read is noted, so that an edit re-runs only the rules that read what
 * changed; a rule must therefore take nothing from anywhere else.
 */
export interface RuleContext {
  readonly catalogue: Catalogue;
  readonly priceBook: PriceBook | undefined;
  /** In the order of sortedIds, as all lists here. */
  nodeIds(): readonly NodeId[];
  linkIds(): readonly LinkId[];
  node(id: NodeId): RuleNode | undefined;
  /** Another object only when one of these differs. */
  linkedNode(id: NodeId): LinkedNode | undefined;
  /** The end of a link that is plugged in there, told as much as {@link LinkEnd}; undefined without the node. */
  endAt(node: NodeId, port: string): LinkEnd | undefined;
  /** In Mb/s; null for a port that takes any speed, or is not there. */
  speedAt(node: NodeId, port: string): number | null;
  /**
   * A part of a node: who looks at no more is not run again when something else of it changes. `part` is the
   * same function each time; what it gives is compared by content.
   */
  partOf<T>(id: NodeId, part: NodePart<T>): T | undefined;
  /** The node's name; empty for one that is not there. */
  name(id: NodeId): string;
  link(id: LinkId): DesignLink | undefined;
  linksOf(node: NodeId): readonly LinkId[];
  /** Links between the same two ports in the same VLAN as this one, which is among them. */
  linksLike(link: DesignLink): readonly LinkId[];
  /** Ports of one group that a node's links take, for each of its instances. */
  usedPorts(node: NodeId, group: string): number;
  /** True when any of a node's links says which port it takes, there or at its other end. */
  namesPorts(node: NodeId): boolean;
  /** Nodes that an index lists under a key (see indexes.ts). */
  find(index: IndexName, key: string): readonly NodeId[];
  /** The same one by one; who stops early depends only on the first few, however many there are. */
  each(index: IndexName, key: string): Iterable<NodeId>;
  /** True when there are any. */
  isPresent(index: IndexName, key: string): boolean;
  /** How many instances all of those nodes have together. */
  instances(index: IndexName, key: string): number;
  /** True when a node can reach any of those an index lists under a key; see Topology.reachable. */
  reachesAny(from: NodeId, index: ReachedIndex, key: string): boolean;
  /** How many instances of those have a place in a subnet, each as often as it is plugged in there. */
  instancesIn(subnet: NodeId, index: SubnetIndex, key: string): number;
  /** True when any of those is in a subnet that the node is in too. */
  sharesSubnet(node: NodeId, index: SubnetIndex, key: string): boolean;
  /** The keys an index has any node under. */
  keys(index: IndexName): readonly string[];
  /** Each of its answers is noted by itself. It knows no properties: ask {@link node} for those. */
  topology(): RuleTopology;
  /**
   * What `work` makes of other answers of this context, once for all who ask under the same key. Who asked is
   * run again only when it comes out otherwise. All it depends on besides must be part of the key.
   */
  derive<T>(key: string, work: () => T): T;
  /** A free place on the canvas beside a node, for what a quick fix adds. */
  placeBeside(node: NodeId): { readonly x: number; readonly y: number };
}

/** Without `reachable`: a set of thousands changes with every cable; `reachesAny` hardly ever does. */
export type RuleTopology = Omit<Topology, "nodes" | "reachable">;

/** What a rule is run for: once per design, per node or per link. */
export type RuleScope = "design" | "node" | "link";

/** A trait that a node may have, or how it forwards. */
export type Concern = keyof Traits | Forwarding;

/** One design rule. Add one by writing a file and a line in rules/index.ts. */
export interface Rule<Code extends string = string> extends RuleWords<Code> {
  readonly scope: RuleScope;
  /**
   * For a node rule: only nodes that have one of these traits, or forward like this, are looked at. Left out,
   * all are.
   */
  readonly concerns?: readonly Concern[];
  /** `id` is the node or link, empty for a design rule. */
  check(context: RuleContext, id: string): readonly Finding[];
  /** Small designs that show the rule; the contract suite proves each of them. */
  readonly examples: {
    readonly passing: readonly Design[];
    readonly failing: readonly Design[];
    /** The prices they are checked with; left out, those Labwright ships. */
    readonly priceBook?: PriceBook;
  };
}

/** Keeps a rule's literal code without writing it twice. */
export function defineRule<const Code extends string>(rule: Rule<Code>): Rule<Code> {
  return rule;
}
