import type { LabHost, Level, SmallLab, Standing, Wanted } from "./small-lab.ts";

/** Looks at hosts after which a question stays open. */
const MOST_LOOKS = 3_000_000;

interface Network {
  /** Both machines of a cable; without one of them there is no cable. Left out for a subnet. */
  readonly ends?: readonly [number, number];
  /** Mb/s that one machine of a node may send into it, by node. */
  readonly mbps: ReadonlyMap<number, number>;
}

interface Ask extends Standing {
  readonly nodes: ReadonlySet<number>;
}

/**
 * Tries every way of putting some of the wanted machines on hosts, by the plainest reckoning there is: whether one of
 * them is right. Shares nothing with what places.
 */
export class EveryWay {
  readonly #lab: SmallLab;
  readonly #networks: readonly Network[];
  readonly #asks: readonly Ask[];
  /** Per trunk: the switches on the far side of it. */
  readonly #sides: readonly ReadonlySet<string>[];
  /** Per host: the switches that it is cabled to, its own first. */
  readonly #ways: readonly (readonly Way[])[];
  readonly #sorts: readonly string[];
  /** Per switch: those around it. */
  readonly #islands: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #known = new Map<string, boolean>();

  constructor(lab: SmallLab) {
    this.#lab = lab;
    this.#networks = networksOf(lab);
    this.#asks = [
      ...lab.wanted.map((own, node) => ({ ...standingOf(own), nodes: new Set([node]) })),
      {
        ...lab.group,
        nodes: new Set([...lab.wanted.keys()].filter((node) => lab.wanted[node]!.isGrouped)),
      },
    ].filter(({ apart, together }) => apart !== undefined || together !== undefined);
    this.#sides = lab.trunks.map(({ to }, index) => around(lab.trunks.toSpliced(index, 1), to));
    this.#ways = lab.hosts.map(waysOf);
    this.#islands = new Map(
      this.#ways.flat().map((way) => [way.switch, around(lab.trunks, way.switch)]),
    );
    this.#sorts = lab.hosts.map((host) => JSON.stringify(host));
  }

  /** Throws where that would take too long to find out. */
  fits(nodes: readonly number[]): boolean {
    const key = nodes.join();
    const known = this.#known.get(key) ?? this.#try(nodes);
    this.#known.set(key, known);
    return known;
  }

  /** The fewest nodes that have no room by themselves; null where all have. */
  fewest(): readonly number[] | null {
    const all = [...this.#lab.wanted.keys()];
    if (this.fits(all)) return null;
    for (let size = 1; size < all.length; size++)
      for (const some of choicesOf(all, size)) if (!this.fits(some)) return some;
    return all;
  }

  #try(nodes: readonly number[]): boolean {
    const { hosts, wanted } = this.#lab;
    const networks = this.#networks.filter(
      ({ ends }) => ends === undefined || ends.every((end) => nodes.includes(end)),
    );
    const machines = this.#orderOf(nodes).flatMap((node) =>
      Array.from({ length: wanted[node]!.count }, (_, at) => ({
        node,
        stays: this.#staysOf(node, at),
      })),
    );
    // Hosts are alike only to those that may go to any of them.
    const staying = machines.filter(({ stays }) => stays !== null);
    const all = [...staying, ...machines.filter(({ stays }) => stays === null)];
    const order = all.map(({ node }) => node);
    const chosen: number[] = [];
    let leaving: Leaving = new Map();
    let looks = 0;
    const place = (at: number): boolean => {
      if (at === order.length) return true;
      const node = order[at]!;
      const { stays } = all[at]!;
      // Equal machines in one order, and one of the hosts that are alike and empty.
      const first = order[at - 1] === node && at > staying.length ? chosen[at - 1]! : 0;
      const empty = new Set<string>();
      for (let host = stays ?? first; host < (stays === null ? hosts.length : stays + 1); host++) {
        if (looks++ > MOST_LOOKS) throw new Error("Too many ways to try them all");
        if (!chosen.includes(host) && stays === null) {
          if (empty.has(this.#sorts[host]!)) continue;
          empty.add(this.#sorts[host]!);
        }
        chosen.push(host);
        if (this.#isRightOnHost(order, chosen) && this.#areAsAsked(order, chosen))
          for (const leaves of this.#leaving(networks, node, host, leaving)) {
            const before = leaving;
            leaving = leaves;
            if (this.#isCarried(networks, order, chosen, leaves) && place(at + 1)) return true;
            leaving = before;
          }
        chosen.pop();
      }
      return false;
    };
    return place(0);
  }

  /** By which switch each network leaves each host, in every way there is for those of a node that is put there. */
  *#leaving(
    networks: readonly Network[],
    node: number,
    host: number,
    before: Leaving,
  ): Generator<Leaving> {
    const open = networks.findIndex(
      ({ mbps }, network) => mbps.has(node) && !before.has(`${network} ${host}`),
    );
    if (open === -1) yield before;
    else
      for (const way of this.#ways[host]!)
        yield* this.#leaving(networks, node, host, new Map(before).set(`${open} ${host}`, way));
  }

  /** Always the one with most to do with those before, so that what is wrong is seen early; of these the largest. */
  #orderOf(nodes: readonly number[]): readonly number[] {
    const { wanted } = this.#lab;
    const ties = [...this.#networks.map(({ mbps }) => mbps), ...this.#asks.map((ask) => ask.nodes)];
    const order: number[] = [];
    const rank = (node: number): number => {
      const own = ties.filter((tie) => tie.has(node));
      const tied = own.filter((tie) => order.some((other) => tie.has(other))).length;
      const { wholeHost, cores, memoryGiB } = wanted[node]!;
      return tied * 1e6 + own.length * 1e4 + (wholeHost ? 1000 : 0) + cores + memoryGiB;
    };
    while (order.length < nodes.length) {
      const left = nodes.filter((node) => !order.includes(node));
      order.push(left.reduce((best, node) => (rank(node) > rank(best) ? node : best)));
    }
    return order;
  }

  /** The host that a machine is not moved from, since it suits it still; null for any. */
  #staysOf(node: number, at: number): number | null {
    const host = this.#lab.wanted[node]!.stands[at] ?? null;
    return host !== null && this.stays(node, host) ? host : null;
  }

  /**
   * Whether a host suits a machine still: it is in use, has what it needs, one port is wide enough for each of its
   * links, and where it has the host for itself the cables are for all of them.
   */
  stays(node: number, host: number): boolean {
    const { hosts, wanted } = this.#lab;
    const { features, wholeHost } = wanted[node]!;
    const own = this.#networks.filter(({ mbps }) => mbps.has(node));
    const [widest, all] = [
      Math.max(...this.#ways[host]!.map((way) => way.widest)),
      this.#ways[host]!.reduce((sum, way) => sum + way.mbps, 0),
    ];
    const leaving = own.map(({ mbps }) => {
      const each = mbps.get(node)!;
      const sent = [...mbps].reduce((sum, [one, rate]) => sum + rate * wanted[one]!.count, 0);
      return Math.min(each, sent - each);
    });
    return (
      !hosts[host]!.isDrained &&
      features.every((feature) => hosts[host]!.features.includes(feature)) &&
      own.every(({ mbps }) => mbps.get(node)! <= widest) &&
      (!wholeHost || leaving.reduce((sum, one) => sum + one, 0) <= all)
    );
  }

  #areAsAsked(order: readonly number[], chosen: readonly number[]): boolean {
    return this.#asks.every((ask) => this.#isAsAsked(ask, order, chosen));
  }

  #isRightOnHost(order: readonly number[], chosen: readonly number[]): boolean {
    const last = chosen.at(-1)!;
    const host = this.#lab.hosts[last]!;
    const on = chosen.flatMap((other, at) =>
      other === last ? [this.#lab.wanted[order[at]!]!] : [],
    );
    const isAlone = host.exclusive || on.some(({ wholeHost }) => wholeHost);
    if (isAlone && (on.length > 1 || host.heldCores > 0)) return false;
    const sum = (part: (one: Wanted) => number): number =>
      on.reduce((all, one) => all + part(one), 0);
    return (
      on.every(({ features }) => features.every((feature) => host.features.includes(feature))) &&
      !host.isDrained &&
      sum(({ cores }) => cores) + host.heldCores <= host.cores &&
      sum(({ memoryGiB }) => memoryGiB) <= host.memoryGiB
    );
  }

  #isAsAsked(
    { nodes, apart, together }: Ask,
    order: readonly number[],
    chosen: readonly number[],
  ): boolean {
    const own = chosen.filter((_, at) => nodes.has(order[at]!));
    const placesAt = (level: Level): number =>
      new Set(own.map((host) => this.#placeOf(host, level))).size;
    if (apart !== undefined && placesAt(apart) < own.length) return false;
    return together === undefined || placesAt(together) <= 1;
  }

  #placeOf(index: number, level: Level): string {
    const host = this.#lab.hosts[index]!;
    if (level === "host") return String(index);
    return level === "rack" ? `${host.site} ${host.rack}` : host[level];
  }

  /** Whether no cable carries too much; what is too much stays so whatever follows. */
  #isCarried(
    networks: readonly Network[],
    order: readonly number[],
    chosen: readonly number[],
    leaving: Leaving,
  ): boolean {
    const senders = networks.flatMap(({ mbps }, network) =>
      chosen.flatMap((host, at): readonly Sender[] => {
        const own = mbps.get(order[at]!);
        const way = leaving.get(`${network} ${host}`);
        return own === undefined || way === undefined ? [] : [{ network, host, mbps: own, way }];
      }),
    );
    const crossing = (isBeyond: (sender: Sender) => boolean): number =>
      networks.reduce((sum, _, network) => {
        let [near, far] = [0, 0];
        for (const sender of senders)
          if (sender.network !== network) continue;
          else if (isBeyond(sender)) far += sender.mbps;
          else near += sender.mbps;
        return sum + Math.min(near, far);
      }, 0);
    // Who does not leave a host could leave it by any port, so that of all ways one is wide enough for it.
    return (
      senders.every(({ mbps, way }) => mbps <= way.widest) &&
      [...new Set(chosen)].every((host) =>
        this.#ways[host]!.every(
          (way) => crossing((one) => one.host === host && one.way === way) <= way.mbps,
        ),
      ) &&
      this.#lab.trunks.every(
        ({ mbps }, trunk) => crossing(({ way }) => this.#sides[trunk]!.has(way.switch)) <= mbps,
      ) &&
      senders.every(({ way }) => {
        const island = this.#islands.get(way.switch)!;
        return crossing((one) => island.has(one.way.switch)) === 0;
      })
    );
  }
}

/** All cables from a host to one switch. */
interface Way {
  readonly switch: string;
  readonly mbps: number;
  /** What one link can have. */
  readonly widest: number;
}

/** The way that a network takes out of a host, by both their numbers. */
type Leaving = ReadonlyMap<string, Way>;

interface Sender {
  readonly network: number;
  readonly host: number;
  readonly mbps: number;
  readonly way: Way;
}

function waysOf({ switch: own, uplinkMbps, heldMbps, ports, further }: LabHost): readonly Way[] {
  const widest = ports > 1 ? uplinkMbps / ports : Infinity;
  const others = [...new Set(further.map((cable) => cable.switch))].filter((to) => to !== own);
  return [
    { switch: own, mbps: uplinkMbps - heldMbps, widest },
    ...others.map((to) => {
      const cables = further.filter((cable) => cable.switch === to).map(({ mbps }) => mbps);
      const all = cables.reduce((sum, mbps) => sum + mbps, 0);
      return { switch: to, mbps: all, widest: Math.max(...cables) };
    }),
  ];
}

function standingOf({ apart, together }: Standing): Standing {
  return { ...(apart && { apart }), ...(together && { together }) };
}

function networksOf({ joins }: SmallLab): readonly Network[] {
  const lans = new Map<string, Map<number, number>>();
  const cables = joins.flatMap((join) => {
    if ("to" in join) {
      const ends = [join.from, join.to] as const;
      return [{ ends, mbps: new Map(ends.map((node) => [node, join.mbps])) }];
    }
    const members = lans.get(join.lan) ?? new Map<number, number>();
    lans.set(join.lan, members.set(join.from, join.mbps));
    return [];
  });
  return [...cables, ...[...lans.values()].map((mbps) => ({ mbps }))];
}

function around(
  trunks: readonly { readonly from: string; readonly to: string }[],
  start: string,
): ReadonlySet<string> {
  const side = new Set([start]);
  for (const at of side)
    for (const { from, to } of trunks) {
      if (from === at) side.add(to);
      if (to === at) side.add(from);
    }
  return side;
}

/** Every choice of so many. */
function* choicesOf(list: readonly number[], count: number): Generator<readonly number[]> {
  if (count === 0) yield [];
  else
    for (const [index, one] of list.entries())
      for (const rest of choicesOf(list.slice(index + 1), count - 1)) yield [one, ...rest];
}
