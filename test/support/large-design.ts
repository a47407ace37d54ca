import type { Design } from "../../shared/design/design.ts";
import { sketch, type SketchNode } from "../../shared/design/sketch.ts";

/** Machines of one cell; with its subnet, switch, firewall and their cables a cell has 84 elements. */
const MACHINES = 39;

const ROLES: readonly SketchNode[] = [
  {
    kind: "machine",
    machineType: "vm-medium",
    operatingSystem: "debian-13",
    applications: ["nginx"],
  },
  {
    kind: "machine",
    machineType: "vm-large",
    operatingSystem: "debian-13",
    applications: ["varnish"],
  },
  {
    kind: "machine",
    machineType: "vm-large",
    operatingSystem: "ubuntu-24.04",
    applications: ["postgresql"],
  },
  {
    kind: "machine",
    machineType: "vm-xlarge",
    operatingSystem: "debian-12",
    applications: ["apache", "php", "wordpress"],
  },
  {
    kind: "machine",
    machineType: "desktop-office",
    operatingSystem: "windows-11",
    applications: ["firefox"],
  },
  {
    kind: "machine",
    machineType: "vm-medium",
    operatingSystem: "debian-13",
    applications: ["mariadb", "squid"],
  },
];

/**
 * A campus of that many elements (nodes and links): cells of one subnet and switch each, behind a firewall to
 * a common backbone with a router to the Internet. Some machines have something wrong with them.
 */
export function largeDesign(elements: number): Design {
  const nodes: Record<string, SketchNode> = {
    backbone: { kind: "subnet", cidr: "172.16.0.0/16" },
    exit: { kind: "router" },
    internet: { kind: "internet" },
    "windows-seats": {
      kind: "licence",
      product: "windows-11-pro",
      seats: Math.max(1000, elements / 10),
    },
  };
  const links = ["exit:nic backbone:net", "exit:nic internet:net"];
  let room = elements - 6;
  for (let cell = 1; room >= 6; cell++) {
    const machines = Math.min(MACHINES, Math.floor((room - 6) / 2));
    addCell(cell, machines, nodes, links);
    room -= 6 + 2 * machines;
  }
  return sketch("Campus", nodes, links);
}

function addCell(
  cell: number,
  machines: number,
  nodes: Record<string, SketchNode>,
  links: string[],
): void {
  const [lan, hub, wall] = [`lan-${cell}`, `switch-${cell}`, `wall-${cell}`];
  nodes[lan] = { kind: "subnet", cidr: `10.${cell >> 8}.${cell & 255}.0/24` };
  nodes[hub] = { kind: "switch", switchModel: "virtual-switch" };
  const rules = [{ action: "allow", source: lan }];
  nodes[wall] = { kind: "firewall", rules, defaultAction: "allow" };
  links.push(`${hub}:port ${lan}:net`, `${wall}:nic ${hub}:port`, `${wall}:nic backbone:net`);
  for (let machine = 1; machine <= machines; machine++) {
    const id = `m-${cell}-${machine}`;
    const role = ROLES[machine % ROLES.length]!;
    nodes[id] = machine === 7 ? { ...role, memoryMiB: 64 } : role;
    links.push(`${id}:nic ${hub}:port`);
  }
}
