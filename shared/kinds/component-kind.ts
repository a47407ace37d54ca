import type { z } from "zod";
import type { Architecture, Catalogue, CatalogueSort } from "../catalogue/catalogue.ts";
import type { DesignNode } from "../design/design.ts";
import type { UseTrouble } from "../design/use.ts";
import type { StandingLevel } from "./standing.ts";

/** What may be plugged into what. Ethernet meets Ethernet, storage meets storage. */
export type Medium = "ethernet" | "storage";

/** A row of equal ports of one node instance. A link names the group; the port in it is the next free one. */
export interface PortGroup {
  /** `nic`, `port`, `uplink`, `disk`, `net` … unique in its kind. */
  readonly id: string;
  readonly title: string;
  readonly medium: Medium;
  /** How many links one instance can take here; null for any number. */
  readonly count: number | null;
  /** null where the port has no speed of its own (a subnet takes whatever is plugged in). */
  readonly speedMbps: number | null;
}

/** What one instance needs of a host. */
export interface ComputeDemand {
  readonly architecture: Architecture;
  readonly cores: number;
  readonly memoryMiB: number;
  readonly diskGiB: number;
  readonly bareMetal: boolean;
  /** Switched off: of its host it holds the disk alone. Left out: it runs. */
  readonly parked?: true;
  /** Host features it needs, e.g. `kvm`, `gpu`. */
  readonly features: readonly string[];
}

/** Where the instances of a node have to stand, seen from each other; null for no matter. */
export interface Standing {
  readonly apart: StandingLevel | null;
  readonly together: StandingLevel | null;
}

/** What one instance of a node takes out of the pool; the placement reads nothing else. */
export interface Demand {
  readonly compute?: ComputeDemand;
  readonly standing?: Standing;
  readonly volume?: { readonly capacityGiB: number; readonly bandwidthMbps: number };
  /** Takes a VLAN of the pool. */
  readonly vlan?: true;
  /** Takes as many ports of a real switch as links end at it, of at least this speed. */
  readonly switchPorts?: { readonly speedMbps: number };
  readonly seats?: { readonly product: string; readonly seats: number };
  /** Takes this many of the pool's outside addresses. */
  readonly outsideAddresses?: number;
}

/** How a node treats what arrives on one port and could leave by another. */
export type Forwarding =
  /** Not part of the network: a licence, a volume. */
  | "none"
  /** Sends and receives only: a machine. */
  | "endpoint"
  /** Joins its links into one layer-2 network: a switch. */
  | "switch"
  /** Is one layer-3 network: a subnet. */
  | "segment"
  /** Forwards packets between the subnets it is in: a router, a firewall. */
  | "router"
  /** Takes connections in one subnet and opens its own in another, without routing: a load balancer. */
  | "proxy"
  /** The world outside. */
  | "outside";

export interface FirewallRule {
  readonly action: "allow" | "deny";
  readonly protocol: "any" | "tcp" | "udp" | "icmp";
  /** A CIDR, the name of a node of the design, or `any`. */
  readonly source: string;
  readonly destination: string;
  /** One port, a range `80-90`, or `any`. */
  readonly port: string;
}

/**
 * What a node is, in words that rules, topology and the plan understand, so that nobody outside the
 * kind's own file ever asks for a kind's id.
 */
export interface Traits {
  readonly forwarding: Forwarding;
  readonly software?: {
    readonly operatingSystem: string | null;
    readonly applications: readonly string[];
  };
  readonly machineType?: string;
  readonly switchModel?: string;
  readonly storageClass?: string;
  readonly subnet?: {
    readonly cidr: string;
    /** null: any free one. */
    readonly vlan: number | null;
    /** The address its machines use as default gateway; null: the first router in it. */
    readonly gateway: string | null;
  };
  /** Static addresses the architect chose, one per instance in order; empty: chosen for them. */
  readonly addresses?: readonly string[];
  readonly filter?: {
    readonly rules: readonly FirewallRule[];
    readonly defaultAction: "allow" | "deny";
  };
  readonly balancer?: { readonly port: number; readonly protocol: "tcp" | "http" };
  readonly volume?: {
    readonly capacityGiB: number;
    readonly bandwidthMbps: number;
    readonly shared: boolean;
  };
  readonly seats?: { readonly product: string | null; readonly seats: number };
  readonly internet?: { readonly bandwidthMbps: number };
  /** Stands for what a component holds. In an expansion only where something is wrong with it. */
  readonly use?: UseTrait;
}

/** What a use of a component says of itself. */
export interface UseTrait {
  readonly component: string;
  readonly version: number;
  /** Why it could not be expanded, or not as it says. */
  readonly troubles: readonly UseTrouble[];
}

/** What a use shows of the component version it stands for. */
export interface UseFace {
  readonly name: string;
  readonly icon: string | undefined;
  /** What one copy holds, e.g. `3 machines, 1 subnet`. */
  readonly contents: string;
  readonly ports: readonly PortGroup[];
}

/**
 * Something that is billed while one instance of the node exists. `item` and `meter` select the rate.
 * Quantities are exact decimal strings in the meter's unit, per instance.
 */
export interface MeterUse {
  readonly meter: MeterId;
  /** Catalogue item, or the kind's id where there is none. */
  readonly item: string;
  readonly quantity: string;
}

/** What is counted. Each rate names one of these. */
export const METERS = {
  instance: { title: "Machine", unit: "instance" },
  software: { title: "Software", unit: "copy" },
  licence: { title: "Licence seats", unit: "seat" },
  storage: { title: "Storage", unit: "GiB" },
  port: { title: "Switch ports", unit: "port" },
  bandwidth: { title: "Bandwidth", unit: "Mbps" },
  appliance: { title: "Network appliance", unit: "instance" },
} as const;
export type MeterId = keyof typeof METERS;

/**
 * What labs measure of what runs. It is projected only where a node says what to expect; it costs something only where
 * a price book has a rule for it, and is shown in any case.
 */
export const MEASURED_METERS = {
  cpu: { title: "Processor time", unit: "vCPU.s" },
  memory: { title: "Memory used", unit: "GiB" },
  "network-in": { title: "Network, received", unit: "byte" },
  "network-out": { title: "Network, sent", unit: "byte" },
  disk: { title: "Disk used", unit: "byte" },
  address: { title: "Outside addresses", unit: "address" },
} as const;
export type MeasuredMeterId = keyof typeof MEASURED_METERS;

/** One number times another: exact, whatever they are. */
export interface ExpectedRate {
  readonly number: string;
  readonly factor: string;
}

/** What one instance is expected to use of what is only measured, in each hour. */
export interface ExpectedUse {
  readonly meter: MeasuredMeterId;
  /** Of the numbers; one that the meter's can be said in. */
  readonly unit: string;
  readonly perHour: {
    readonly low: ExpectedRate;
    readonly expected: ExpectedRate;
    readonly high: ExpectedRate;
  };
  /** So much of it outside of peak. */
  readonly offPeakPercent: number;
}

/** Of a node whose count follows the load: how many of it there are at the least and at the most. */
export interface Copies {
  readonly least: number;
  readonly most: number;
}

/** How the inspector edits one property. Left out, the editor follows from the schema's type. */
export interface FieldHint {
  readonly label: string;
  readonly help?: string;
  readonly unit?: string;
  /** Choose from this part of the catalogue. */
  readonly choose?: CatalogueSort;
  readonly placeholder?: string;
  /** Rarely needed: shown under *More*. */
  readonly advanced?: boolean;
  /** Often differs from place to place: suggested as a parameter when the node goes into a component. */
  readonly parameter?: true;
}

/** A sort of thing that can be placed. Add one by writing a file and a line in index.ts. */
export interface ComponentKind<
  Id extends string = string,
  Schema extends z.ZodObject = z.ZodObject,
> {
  readonly id: Id;
  readonly title: string;
  readonly description: string;
  /** Palette heading. */
  readonly category: "Compute" | "Network" | "Storage" | "Software" | "Outside" | "Components";
  /** Prefix of new names: `web` gives web-1, web-2. */
  readonly namePrefix: string;
  readonly words: readonly string[];
  /** Every property has a default, so `{}` is a valid node. */
  readonly properties: Schema;
  readonly fields: { readonly [K in keyof z.output<Schema> & string]: FieldHint };
  /** False where a count makes no sense (the Internet). */
  readonly countable: boolean;
  /** Placed from the library of components, not from the palette, and edited by a form of its own. */
  readonly fromLibrary?: true;
  traits(properties: z.output<Schema>, catalogue: Catalogue): Traits;
  ports(properties: z.output<Schema>, catalogue: Catalogue): readonly PortGroup[];
  demand(properties: z.output<Schema>, catalogue: Catalogue): Demand;
  meters(properties: z.output<Schema>, catalogue: Catalogue): readonly MeterUse[];
  /** What it is expected to use of what is only measured; left out: nobody can say. */
  expectedUse?(properties: z.output<Schema>, catalogue: Catalogue): readonly ExpectedUse[];
  /** Between how many copies it goes as the load does; null or left out: as many as are drawn. */
  copies?(properties: z.output<Schema>): Copies | null;
  /** One short line under the name on the canvas, e.g. `4 cores, 8 GiB · Debian 12`. */
  summary(properties: z.output<Schema>, catalogue: Catalogue): string;
  /**
   * For a kind whose properties name other nodes: the raw properties with those names replaced, the same object
   * where none was. Called when nodes get new names together.
   */
  renameNodes?(
    properties: DesignNode["properties"],
    rename: (name: string) => string,
  ): DesignNode["properties"];
}

/** Keeps a kind's literal id and schema types without writing them twice. */
export function defineKind<const Id extends string, Schema extends z.ZodObject>(
  kind: ComponentKind<Id, Schema>,
): ComponentKind<Id, Schema> {
  return kind;
}
