import { expect, test } from "vitest";
import type { z } from "zod";
import { starterCatalogue, starterPriceBook } from "../../../shared/catalogue/starter.ts";
import { createChecker } from "../../../shared/constraints/incremental.ts";
import { checkPool, type PoolQuestion } from "../../../shared/constraints/pool-check.ts";
import { problemText } from "../../../shared/constraints/problem-text.ts";
import { waysOut } from "../../../shared/constraints/ways-out.ts";
import { applyEdits } from "../../../shared/design/edit.ts";
import { sketch, type SketchNode } from "../../../shared/design/sketch.ts";
import { place } from "../../../shared/placement/place.ts";
import { refusalText } from "../../../shared/placement/refusals/refusal-text.ts";
import { resourceIds, type poolResourcesSchema } from "../../../shared/pool/pool.ts";
import { poolOf } from "../../support/pools.ts";

type Resources = z.input<typeof poolResourcesSchema>;
type Host = Resources["hosts"][number];

interface Case {
  readonly nodes: Readonly<Record<string, SketchNode>>;
  readonly links?: readonly string[];
  readonly resources: Partial<Resources>;
  /** Hosts that somebody has until 14:00. */
  readonly busy?: readonly string[];
}

const catalogue = starterCatalogue();
const at = (hour: number): string => new Date(Date.UTC(2026, 10, 23, hour)).toISOString();
const window = { start: at(8), end: at(12) };

function host(id: string, own: Partial<Host> = {}): Host {
  const size = { cores: 16, memoryMiB: 65_536, diskGiB: 1000, uplinkMbps: 10_000 };
  return { id, name: id, architecture: "amd64", ...size, ...own };
}

/** So many hosts under each switch; the switches in a row, each in a site of its own. */
function sites(names: readonly string[], each: number, trunkMbps: number): Resources {
  return {
    hosts: names.flatMap((site) =>
      Array.from({ length: each }, (_, index) =>
        host(`${site}-${index + 1}`, { site, switch: `switch-${site}` }),
      ),
    ),
    switches: names.map((site) => {
      const id = `switch-${site}`;
      return { id, name: id, ports: 24, speedMbps: 10_000 };
    }),
    trunks: names.slice(1).map((site, index) => ({
      id: `${names[index]}–${site}`,
      from: `switch-${names[index]}`,
      to: `switch-${site}`,
      bandwidthMbps: trunkMbps,
    })),
  };
}

const vm = { kind: "machine", machineType: "vm-medium", operatingSystem: "debian-13" };
const large = { ...vm, machineType: "vm-large" };
const metal = {
  ...vm,
  machineType: "dell-poweredge-r670",
  cores: 8,
  memoryMiB: 8192,
  diskGiB: 100,
};
const two = [host("h1"), host("h2")];
const lan = { kind: "subnet" };

/** Each class of reasons once, small enough to be reckoned by hand. */
const CASES: Readonly<Record<string, Case>> = {
  "a feature that no host has": {
    nodes: { render: { ...vm, features: ["gpu"] }, web: vm },
    resources: { hosts: two },
  },
  "too few hosts with a feature": {
    nodes: {
      train: { ...metal, features: ["gpu"], count: 2 },
      infer: { ...metal, features: ["gpu"] },
      web: vm,
    },
    resources: {
      hosts: [
        host("h1", { features: ["gpu"] }),
        host("h2", { features: ["gpu"] }),
        host("h3"),
        host("h4"),
      ],
    },
  },
  "one machine larger than any host": {
    nodes: { big: { ...vm, machineType: "vm-xlarge" } },
    resources: { hosts: [host("h1", { cores: 4 }), host("h2", { cores: 2 })] },
  },
  "one machine made larger than its type, and than any host": {
    nodes: { big: { ...vm, cores: 20, memoryMiB: 16_384 } },
    resources: { hosts: two },
  },
  "not enough in sum": {
    nodes: { web: { ...vm, count: 4 }, db: { ...large, count: 7 }, cache: { ...large, count: 2 } },
    resources: { hosts: two },
  },
  "enough in sum, but in gaps": {
    nodes: {
      a: { ...large, cores: 9 },
      b: { ...large, cores: 9 },
      c: { ...large, cores: 9 },
      d: vm,
    },
    resources: { hosts: two },
  },
  "not enough in sum, and fewer in gaps": {
    nodes: {
      a: { ...large, cores: 9 },
      b: { ...large, cores: 9 },
      c: { ...large, cores: 9 },
      web: { ...vm, count: 2 },
      db: vm,
    },
    resources: { hosts: two },
  },
  "a machine larger than any host, and others that lack something together": {
    nodes: {
      big: { ...large, cores: 20 },
      web: { ...vm, count: 5, apart: "host" },
      db: { ...large, count: 5 },
    },
    resources: { hosts: two },
  },
  "too few hosts for those that want one each for themselves": {
    nodes: { node: { ...metal, count: 3 }, boss: metal, web: vm },
    resources: { hosts: two },
  },
  "hosts that serve one machine at a time": {
    nodes: { a: vm, b: vm, c: vm },
    resources: { hosts: two.map((one) => ({ ...one, exclusive: true })) },
  },
  "a port of a host too narrow": {
    nodes: { lan, a: vm, b: vm },
    links: ["a:nic lan:net bandwidthMbps=4000", "b:nic lan:net bandwidthMbps=4000"],
    resources: { hosts: two.map((one) => ({ ...one, ports: 4 })) },
  },
  "a cable of a whole host too narrow": {
    nodes: { hub: metal, left: metal, middle: metal, right: metal },
    links: ["left 4", "middle 2", "right 6"].map((one) => {
      const [name, gigabits] = one.split(" ");
      return `hub:nic ${name}:nic bandwidthMbps=${gigabits}000`;
    }),
    resources: {
      hosts: ["h1", "h2", "h3", "h4"].map((id) => host(id, { uplinkMbps: 9000 })),
    },
  },
  "a trunk between switches": {
    nodes: { lan, web: metal, api: metal, db: metal },
    links: ["web", "api", "db"].map((name) => `${name}:nic lan:net bandwidthMbps=3000`),
    resources: sites(["left", "right"], 2, 2000),
  },
  "a network of equal machines that no site holds": {
    nodes: { lan, web: { ...metal, count: 4 } },
    links: ["web:nic lan:net bandwidthMbps=3000"],
    resources: sites(["left", "right"], 3, 2000),
  },
  "machines kept apart for whose links the trunk is too narrow": {
    nodes: { lan, web: { ...metal, count: 2, apart: "switch" }, db: metal },
    links: ["web:nic lan:net bandwidthMbps=3000", "db:nic lan:net bandwidthMbps=1000"],
    resources: sites(["left", "right"], 3, 2000),
  },
  "machines kept apart and others together that do not go beside each other": {
    nodes: {
      web: { ...large, cores: 6, count: 2, apart: "host" },
      db: { ...large, cores: 6, count: 2, together: "host" },
      cache: { ...large, cores: 7 },
    },
    resources: { hosts: two },
  },
  "switches that no trunk joins": {
    nodes: { lan, web: { ...metal, count: 6 } },
    links: ["web:nic lan:net bandwidthMbps=100"],
    resources: { ...sites(["left", "right"], 4, 0), trunks: [] },
  },
  "trunks between three sites": {
    nodes: { a: metal, b: metal, c: metal, d: metal, e: metal },
    links: ["a b", "b c", "c d", "d a", "a c"].map((pair) => {
      const [from, to] = pair.split(" ");
      return `${from}:nic ${to}:nic bandwidthMbps=1000`;
    }),
    resources: sites(["berlin", "paris", "rome"], 2, 1000),
  },
  licences: {
    nodes: {
      office: { kind: "licence", product: "windows-11-pro", seats: 8 },
      desk: { kind: "licence", product: "windows-11-pro", seats: 3 },
    },
    resources: { seats: [{ product: "windows-11-pro", seats: 7 }] },
  },
  "outside addresses": {
    nodes: { net: { kind: "internet" }, r1: { kind: "router" }, r2: { kind: "router" } },
    links: ["r1:nic net:net", "r2:nic net:net"],
    resources: { outsideAddresses: ["203.0.113.1"] },
  },
  VLANs: {
    nodes: {
      front: lan,
      middle: { kind: "subnet", cidr: "10.1.0.0/24" },
      back: { kind: "subnet", cidr: "10.2.0.0/24" },
    },
    resources: { vlans: [{ first: 7, last: 8 }] },
  },
  storage: {
    nodes: {
      archive: { kind: "storage", capacityGiB: 900, bandwidthMbps: 100 },
      scratch: { kind: "storage", capacityGiB: 300, bandwidthMbps: 100 },
    },
    resources: {
      storage: [{ id: "array", name: "Array", capacityGiB: 1000, bandwidthMbps: 1000 }],
    },
  },
  "ports of a switch": {
    nodes: { s: { kind: "switch", speedMbps: 1000 }, web: { ...vm, count: 6 } },
    links: ["web:nic s:port"],
    resources: { switches: [{ id: "s1", name: "s1", ports: 4, speedMbps: 1000 }] },
  },
  "hosts that others have in the window": {
    nodes: { node: { ...metal, count: 2 } },
    resources: { hosts: two },
    busy: ["h1"],
  },
  "machines that have to stand apart": {
    nodes: { replica: { ...vm, count: 4, apart: "rack" } },
    resources: {
      hosts: ["r1", "r1", "r2", "r2"].map((rack, at) => host(`h${at + 1}`, { rack })),
    },
  },
  "a bare cable that no host of a cluster holds both ends of": {
    nodes: { web: { ...large, cores: 9 }, db: { ...large, cores: 9 } },
    links: ["web:nic db:nic"],
    resources: { hosts: two, cablesEndAtHost: true },
  },
  "bare cables of a cluster that do not go beside each other": {
    nodes: {
      web: { ...large, cores: 6 },
      db: { ...large, cores: 5 },
      api: { ...large, cores: 6 },
      cache: { ...large, cores: 5 },
      log: { ...large, cores: 8 },
    },
    links: ["web:nic db:nic", "api:nic cache:nic"],
    resources: { hosts: two, cablesEndAtHost: true },
  },
  "a volume of several machines in storage that each host has for itself": {
    nodes: {
      web: { ...large, cores: 6, count: 3 },
      data: { kind: "storage", capacityGiB: 10, bandwidthMbps: 100, shared: true },
    },
    links: ["web:disk data:attach"],
    resources: {
      hosts: two,
      storage: [
        { id: "own", name: "Own disks", capacityGiB: 1000, bandwidthMbps: 1000, local: true },
      ],
    },
  },
  "machines that have to stand in one site": {
    nodes: { farm: { ...large, count: 6, together: "site" } },
    resources: sites(["berlin", "paris"], 1, 10_000),
  },
};

function questionOf({ nodes, links = [], resources, busy = [] }: Case): PoolQuestion {
  const pool = poolOf({
    hosts: two,
    storage: [{ id: "array", name: "Array", capacityGiB: 1000, bandwidthMbps: 10_000 }],
    vlans: [{ first: 1, last: 100 }],
    ...resources,
  });
  const held = busy.map((id) => {
    const resource = resourceIds.host(pool.id, id, "cores");
    return { resource, quantity: 16, window: { start: at(6), end: at(14) } };
  });
  return { level: "window", design: sketch("Lab", nodes, links), catalogue, pool, window, held };
}

/** The sentence, and what would help; each way is applied and placed. */
function answerOf(question: PoolQuestion): readonly string[] {
  const checker = createChecker(catalogue, starterPriceBook());
  const problems = checkPool(question);
  expect(problems).not.toEqual([]);
  return problems.flatMap((problem) => {
    const ways = waysOut(question, problem, checker);
    for (const { edits, window: later = window } of ways) {
      const design = applyEdits(question.design, edits);
      const placed = place({ ...question, design, window: later });
      const after = placed.ok ? [] : placed.error;
      expect(after.filter(({ code }) => code === problem.code)).toEqual([]);
      if (problems.length === 1) expect(after).toEqual([]);
    }
    const times = ways.map(({ title, window: later }) =>
      later === undefined ? `    helps: ${title}` : `    helps: ${title}, from ${later.start}`,
    );
    return [`  ${problemText(problem, question.design)}`].concat(times);
  });
}

test("why not, and what would help, as people read it", async () => {
  const lines = Object.entries(CASES).flatMap(([what, one]) =>
    [what].concat(answerOf(questionOf(one))),
  );
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("why-not.txt");
});

test("the command line and the daemon say it in the same words as the window", () => {
  for (const one of Object.values(CASES)) {
    const question = questionOf(one);
    const placed = place(question);
    const refusals = placed.ok ? [] : placed.error;
    expect(refusals.map((refusal) => `${refusalText(refusal)}.`)).toEqual(
      checkPool(question).map((problem) => problemText(problem, question.design)),
    );
  }
});
