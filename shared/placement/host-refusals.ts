import type { Pool, PoolHost } from "../pool/pool.ts";
import type { Available } from "./available.ts";
import { sumOf } from "./bins.ts";
import { freeOf, HOST_PARTS, isWhole, suits } from "./host-problem.ts";
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
  available: Available,
  needs: readonly MachineNeed[],
): readonly Refusal[] {
  const single = needs.flatMap((need) => [
    ...missingImage(pool, need),
    ...unsuited(pool, available, need),
  ]);
  return single.length > 0 ? single : notEnough(pool, available, needs);
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

/** One machine of this node alone finds no host. */
function unsuited(pool: Pool, available: Available, need: MachineNeed): readonly Refusal[] {
  const { node, name, compute } = need;
  const { architecture, features, bareMetal } = compute;
  const up = pool.resources.hosts.filter(({ state }) => state === "up");
  const native = up.filter((host) => host.architecture === architecture);
  const refuse = (code: Refusal["code"], parameters: Refusal["parameters"]): readonly Refusal[] => [
    { code, elements: [node], parameters: { name, ...parameters } },
  ];
  if (native.length === 0)
    return refuse("no-host-of-architecture", { architecture, hosts: up.length });
  const hosts = native.filter((host) => suits(host, need));
  if (hosts.length === 0)
    return refuse("no-host-with-features", { features: features.join(", "), hosts: native.length });
  const open = bareMetal ? hosts.filter((host) => isWhole(pool, host, available)) : hosts;
  if (open.some((host) => holds(pool, host, available, need))) return [];
  const largest = largestOf(pool, available, open);
  return refuse("instance-too-large", {
    whole: bareMetal ? "whole " : "",
    cores: compute.cores,
    memoryMiB: compute.memoryMiB,
    diskGiB: compute.diskGiB,
    ...largest,
  });
}

function holds(
  pool: Pool,
  host: PoolHost,
  available: Available,
  { compute }: MachineNeed,
): boolean {
  const free = freeOf(pool, host, available);
  return HOST_PARTS.every((part, index) => compute[part] <= (free[index] ?? 0));
}

/** The host with most free cores, with what is free on it. */
function largestOf(
  pool: Pool,
  available: Available,
  hosts: readonly PoolHost[],
): Refusal["parameters"] {
  const [largest] = hosts
    .map((host) => ({ host, free: freeOf(pool, host, available) }))
    .toSorted((a, b) => (b.free[0] ?? 0) - (a.free[0] ?? 0));
  return {
    largestHost: largest?.host.name ?? "",
    largestCores: largest?.free[0] ?? 0,
    largestMemoryMiB: largest?.free[1] ?? 0,
    largestDiskGiB: largest?.free[2] ?? 0,
  };
}

/** Each architecture's machines together need more than its hosts have. */
function notEnough(
  pool: Pool,
  available: Available,
  needs: readonly MachineNeed[],
): readonly Refusal[] {
  const groups = Map.groupBy(needs, ({ compute }) => compute.architecture);
  return [...groups].flatMap(([architecture, group]) => {
    const hosts = pool.resources.hosts.filter((host) => host.architecture === architecture);
    const free = sumOf(hosts.map((host) => freeOf(pool, host, available)));
    return HOST_PARTS.flatMap((part, index): readonly Refusal[] => {
      const needed = group.reduce(
        (sum, need) => sum + need.compute[part] * need.instances.length,
        0,
      );
      if (needed <= (free[index] ?? 0) + 1e-6) return [];
      const parameters = { architecture, needed, free: free[index] ?? 0 };
      return [{ code: SHORT_OF[part], elements: group.map(({ node }) => node), parameters }];
    });
  });
}
