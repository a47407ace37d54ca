import type { Level, SmallLab, Standing, Wanted } from "./small-lab.ts";

/** Looks at hosts after which a question stays open. */
const MOST_LOOKS = 3_000_000;

interface Network {
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
  /** Per trunk: whether each host is on the far side of it. */
  readonly #sides: readonly (readonly boolean[])[];
  readonly #sorts: readonly string[];
  readonly #islands: readonly number[];
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
    this.#sides = lab.trunks.map(({ to }, index) => {
      const side = around(lab.trunks.toSpliced(index, 1), to);
      return lab.hosts.map((host) => side.has(host.switch));
    });
    const islands = lab.hosts.map((host) =>
      [...around(lab.trunks, host.switch)].toSorted().join(" "),
    );
    this.#islands = islands.map((island) => islands.indexOf(island));
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
    const order = this.#orderOf(nodes).flatMap((node) =>
      Array.from({ length: wanted[node]!.count }, () => node),
    );
    const chosen: number[] = [];
    let looks = 0;
    const place = (at: number): boolean => {
      if (at === order.length) return true;
      const node = order[at]!;
      // Equal machines in one order, and one of the hosts that are alike and empty.
      const first = order[at - 1] === node ? chosen[at - 1]! : 0;
      const empty = new Set<string>();
      for (let host = first; host < hosts.length; host++) {
        if (looks++ > MOST_LOOKS) throw new Error("Too many ways to try them all");
        if (!chosen.includes(host)) {
          if (empty.has(this.#sorts[host]!)) continue;
          empty.add(this.#sorts[host]!);
        }
        chosen.push(host);
        if (this.#isRight(order, chosen) && place(at + 1)) return true;
        chosen.pop();
      }
      return false;
    };
    return place(0);
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

  /** Whether the first few machines may stand where they do; what is wrong with them stays so whatever follows. */
  #isRight(order: readonly number[], chosen: readonly number[]): boolean {
    return (
      this.#isRightOnHost(order, chosen) &&
      this.#asks.every((ask) => this.#isAsAsked(ask, order, chosen)) &&
      this.#isCarried(order, chosen)
    );
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

  #isCarried(order: readonly number[], chosen: readonly number[]): boolean {
    if (this.#networks.length === 0) return true;
    const { hosts, trunks } = this.#lab;
    const crossing = (isBeyond: (host: number) => boolean): number =>
      this.#networks.reduce((sum, { mbps }) => {
        let [near, far] = [0, 0];
        chosen.forEach((host, at) => {
          const own = mbps.get(order[at]!) ?? 0;
          if (isBeyond(host)) far += own;
          else near += own;
        });
        return sum + Math.min(near, far);
      }, 0);
    for (const { mbps } of this.#networks)
      for (const [at, host] of chosen.entries()) {
        const { ports, uplinkMbps } = hosts[host]!;
        if (ports > 1 && (mbps.get(order[at]!) ?? 0) > uplinkMbps / ports) return false;
      }
    return (
      [...new Set(chosen)].every(
        (host) => crossing((other) => other === host) <= hosts[host]!.uplinkMbps,
      ) &&
      trunks.every(({ mbps }, trunk) => crossing((host) => this.#sides[trunk]![host]!) <= mbps) &&
      [...new Set(chosen)].every((host) => {
        const island = this.#islands[host];
        return crossing((other) => this.#islands[other] === island) === 0;
      })
    );
  }
}

function standingOf({ apart, together }: Standing): Standing {
  return { ...(apart && { apart }), ...(together && { together }) };
}

function networksOf({ joins }: SmallLab): readonly Network[] {
  const lans = new Map<string, Map<number, number>>();
  const cables = joins.flatMap((join) => {
    if ("to" in join)
      return [{ mbps: new Map([join.from, join.to].map((node) => [node, join.mbps])) }];
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
