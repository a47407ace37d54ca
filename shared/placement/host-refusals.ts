import type { Pool } from "../pool/pool.ts";
import { HOST_PARTS, type HostPool } from "./host-pool.ts";
import type { Refusal } from "./placement.ts";
import type { MachineNeed } from "./requirements.ts";

const SHORT_OF = {
  cores: "not-enough-cores",
  memoryMiB: "not-enough-memory",
  diskGiB: "not-enough-disk",
} as const;

/** Why the hosts cannot hold these machines however they are put, as far as that is plain to see. */
export function hostRefusals(
  pool: Pool,
  hosts: HostPool,
  needs: readonly MachineNeed[],
): readonly Refusal[] {
  const good = new Set<string>();
  const single = needs.flatMap((need) => [
    ...missingImage(pool, need),
    ...unsuited(hosts, need, good),
  ]);
  return single.length > 0 ? single : notEnough(hosts, needs);
}

function missingImage(pool: Pool, { node, image, compute }: MachineNeed): readonly Refusal[] {
  const { images } = pool.resources;
  if (images === null || image === null) return [];
  const found = images.some(
    ({ alias, architecture }) =>
      architecture === compute.architecture && image.aliases.includes(alias),
  );
  if (found) return [];
  const parameters = {
    operatingSystem: image.operatingSystem,
    architecture: compute.architecture,
    alias: image.aliases[0] ?? image.operatingSystem,
  };
  return [{ code: "image-missing", elements: [node], parameters }];
}

/** One machine of this node alone finds no host. What was found good once is not looked at again. */
function unsuited(pool: HostPool, need: MachineNeed, good: Set<string>): readonly Refusal[] {
  const key = JSON.stringify(need.compute);
  if (good.has(key)) return [];
  const able = pool.suits(need.compute.architecture, need.compute.features);
  const fits = able.some(
    (one, host) => one === 1 && isOpen(pool, host, need) && holds(pool, host, need),
  );
  if (!fits) return [whyUnsuited(pool, need, able)];
  good.add(key);
  return [];
}

function isOpen({ grid }: HostPool, host: number, { compute }: MachineNeed): boolean {
  return !(compute.bareMetal || grid.single[host] === 1) || grid.whole[host] === 1;
}

function holds({ grid }: HostPool, host: number, { compute }: MachineNeed): boolean {
  return HOST_PARTS.every(
    (part, index) => compute[part] <= (grid.free[host * grid.parts + index] ?? 0),
  );
}

function whyUnsuited(pool: HostPool, need: MachineNeed, able: Uint8Array): Refusal {
  const { node, name, compute } = need;
  const { architecture, features, bareMetal } = compute;
  const up = pool.hosts.filter(({ state }) => state === "up");
  const native = up.filter((host) => host.architecture === architecture);
  const refuse = (code: Refusal["code"], parameters: Refusal["parameters"]): Refusal => {
    return { code, elements: [node], parameters: { name, ...parameters } };
  };
  if (native.length === 0)
    return refuse("no-host-of-architecture", { architecture, hosts: up.length });
  if (!able.includes(1))
    return refuse("no-host-with-features", { features: features.join(", "), hosts: native.length });
  return refuse("instance-too-large", {
    whole: bareMetal ? "whole " : "",
    cores: compute.cores,
    memoryMiB: compute.memoryMiB,
    diskGiB: compute.diskGiB,
    ...largestOf(pool, (host) => able[host] === 1 && isOpen(pool, host, need)),
  });
}

/** The host with most free cores, with what is free on it. */
function largestOf(
  { grid, hosts }: HostPool,
  counts: (host: number) => boolean,
): Refusal["parameters"] {
  const free = (host: number, part: number): number => grid.free[host * grid.parts + part] ?? 0;
  let largest = -1;
  for (let host = 0; host < grid.hosts; host++)
    if (counts(host) && (largest === -1 || free(host, 0) > free(largest, 0))) largest = host;
  return {
    largestHost: hosts[largest]?.name ?? "",
    largestCores: largest === -1 ? 0 : free(largest, 0),
    largestMemoryMiB: largest === -1 ? 0 : free(largest, 1),
    largestDiskGiB: largest === -1 ? 0 : free(largest, 2),
  };
}

/** Each architecture's machines together need more than its hosts have. */
function notEnough({ grid, hosts }: HostPool, needs: readonly MachineNeed[]): readonly Refusal[] {
  const groups = Map.groupBy(needs, ({ compute }) => compute.architecture);
  return [...groups].flatMap(([architecture, group]) => {
    const sums = [0, 0, 0];
    hosts.forEach((host, index) => {
      if (host.architecture !== architecture) return;
      for (let part = 0; part < grid.parts; part++)
        sums[part] = (sums[part] ?? 0) + (grid.free[index * grid.parts + part] ?? 0);
    });
    return HOST_PARTS.flatMap((part, index): readonly Refusal[] => {
      const needed = group.reduce(
        (sum, need) => sum + need.compute[part] * need.instances.length,
        0,
      );
      if (needed <= (sums[index] ?? 0) + 1e-6) return [];
      const parameters = { architecture, needed, free: sums[index] ?? 0 };
      return [{ code: SHORT_OF[part], elements: group.map(({ node }) => node), parameters }];
    });
  });
}
