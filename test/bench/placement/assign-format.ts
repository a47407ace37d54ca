import { sketch, type SketchNode } from "../../../shared/design/sketch.ts";
import type { Design } from "../../../shared/design/design.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import { poolOf } from "../../support/pools.ts";

/** The words of each line, of lines that begin with a given one. */
function lines(text: string, first: string): string[][] {
  return text
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([word]) => word === first);
}

/**
 * A wanted topology in the text format of Emulab's assign: each `pc` becomes a machine that takes a host
 * of its own, each `lan` a subnet, each link a cable or a connection with the bandwidth it names in Mb/s.
 */
export function readTop(text: string): Design {
  const nodes: Record<string, SketchNode> = {};
  for (const [, name = "", type] of lines(text, "node"))
    nodes[name] = type === "lan" ? { kind: "subnet" } : { kind: "machine", machineType: "metal" };
  const port = (name: string): string =>
    `${name}:${nodes[name]?.kind === "subnet" ? "net" : "nic"}`;
  const links = lines(text, "link").map(
    ([, , from = "", to = "", mbps]) => `${port(from)} ${port(to)} bandwidthMbps=${mbps}`,
  );
  return sketch("Wanted", nodes, links);
}

/** A pool in the same format: pcs on switches, their ports bundled into one cable, trunks to the hub. */
export function readPtop(text: string): Pool {
  const kinds = new Map(
    lines(text, "node").map(([, name = "", type = ""]) => [
      name,
      type.startsWith("pc") ? "host" : "switch",
    ]),
  );
  const hosts = new Map<string, { switch: string; uplinkMbps: number }>();
  const trunks = new Map<string, { from: string; to: string; bandwidthMbps: number }>();
  for (const [, , left = "", right = "", mbps] of lines(text, "link")) {
    const [from = "", to = ""] = [left.split(":")[0], right.split(":")[0]];
    const speed = Number(mbps);
    if (kinds.get(from) === "host")
      hosts.set(from, { switch: to, uplinkMbps: (hosts.get(from)?.uplinkMbps ?? 0) + speed });
    else {
      const id = `${from}-${to}`;
      trunks.set(id, { from, to, bandwidthMbps: (trunks.get(id)?.bandwidthMbps ?? 0) + speed });
    }
  }
  return poolOf({
    hosts: [...hosts].map(([id, where]) =>
      Object.assign({ id, name: id }, where, {
        architecture: "amd64" as const,
        cores: 8,
        memoryMiB: 32_768,
        diskGiB: 500,
      }),
    ),
    switches: [...kinds]
      .filter(([, kind]) => kind === "switch")
      .map(([id]) => ({ id, name: id, ports: 48, speedMbps: 10_000 })),
    trunks: [...trunks].map(([id, trunk]) => Object.assign({ id }, trunk)),
    outsideAddresses: null,
  });
}
