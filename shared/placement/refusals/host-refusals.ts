import type { Pool } from "../../pool/pool.ts";
import { closest, largestParameters } from "./closest.ts";
import { fewestOver } from "./fewest-over.ts";
import { HOST_PARTS, type HostPool } from "../hosts/host-pool.ts";
import type { Refusal } from "../placement.ts";
import type { MachineNeed } from "../requirements.ts";

/** What is told where one of the parts lacks. */
export const SHORT_OF = {
  cores: "not-enough-cores",
  memoryMiB: "not-enough-memory",
  diskGiB: "not-enough-disk",
} as const;

/** Machines of which each alone finds no host, or no image of what it runs. */
export function aloneRefusals(
  pool: Pool,
  hosts: HostPool,
  needs: readonly MachineNeed[],
): readonly Refusal[] {
  const good = new Set<string>();
  return needs.flatMap((need) => [...missingImage(pool, need), ...unsuited(hosts, need, good)]);
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
    operatingSystem: image.name,
    architecture: compute.architecture,
    alias: image.aliases[0] ?? image.name,
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
    return refuse("no-host-of-architecture", {
      architecture,
      hosts: up.length,
      all: pool.hosts.length,
      outOfUse: pool.hosts.filter(({ state }) => state === "drained").length,
      there: [...new Set(up.map((host) => host.architecture))].toSorted().join(", "),
    });
  if (!able.includes(1))
    return refuse("no-host-with-features", { features: features.join(", "), hosts: native.length });
  return refuse("instance-too-large", {
    whole: bareMetal ? "whole " : "",
    cores: compute.cores,
    memoryMiB: compute.memoryMiB,
    diskGiB: compute.diskGiB,
    ...closestOf(pool, compute, (host) => able[host] === 1 && isOpen(pool, host, need)),
  });
}

/** The host that comes closest, with what is free on it. */
function closestOf(
  { grid, hosts }: HostPool,
  compute: MachineNeed["compute"],
  counts: (host: number) => boolean,
): Refusal["parameters"] {
  const candidates = hosts.flatMap((host, at) =>
    counts(at)
      ? [{ host, free: [...grid.free.subarray(at * grid.parts, (at + 1) * grid.parts)] }]
      : [],
  );
  const needed = HOST_PARTS.map((part) => compute[part]);
  const found = closest(needed, candidates);
  return { largestHost: found?.host.name ?? "", ...largestParameters(found?.free ?? []) };
}

/** Machines that only the same hosts suit need more than these have together; the scarcest hosts first. */
export function sumRefusals(pool: HostPool, needs: readonly MachineNeed[]): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const short = new Set<string>();
  for (const { architecture, features } of hostSorts(needs)) {
    const able = pool.suits(architecture, features);
    const own = needs.filter(
      ({ compute }) =>
        compute.architecture === architecture &&
        features.every((feature) => compute.features.includes(feature)),
    );
    const on = [architecture, ...features].join(" ");
    for (const refusal of [
      ...shortOfWhole(pool, own, able, on),
      ...shortOfParts(pool, own, able, on),
    ]) {
      // Where those that need a feature lack something, it says less that all together lack it too.
      const key = `${refusal.code} ${architecture}`;
      if (!short.has(key)) refusals.push(refusal);
      short.add(key);
    }
  }
  return refusals;
}

/** What machines ask of their hosts, each once, and the mere architectures; those that ask for most first. */
function hostSorts(needs: readonly MachineNeed[]) {
  const sorts = new Map<string, Pick<MachineNeed["compute"], "architecture" | "features">>();
  for (const { compute } of needs)
    for (const features of [compute.features, []])
      sorts.set(JSON.stringify([compute.architecture, ...features]), {
        architecture: compute.architecture,
        features,
      });
  return [...sorts.values()].toSorted((a, b) => b.features.length - a.features.length);
}

function shortOfWhole(
  { grid }: HostPool,
  needs: readonly MachineNeed[],
  able: Uint8Array,
  on: string,
): readonly Refusal[] {
  const own = needs.filter(({ compute }) => compute.bareMetal);
  const needed = own.reduce((sum, { instances }) => sum + instances.length, 0);
  if (needed === 0) return [];
  let free = 0;
  for (let host = 0; host < grid.hosts; host++)
    if (able[host] === 1 && grid.whole[host] === 1) free += 1;
  if (needed <= free) return [];
  const elements = own.map(({ node }) => node);
  const shares = own.map(({ node, name, instances }) => ({ node, name, amount: instances.length }));
  const parameters = { architecture: on, needed, free, ...fewestOver(shares, free) };
  return [{ code: "not-enough-whole-hosts", elements, parameters }];
}

function shortOfParts(
  { grid }: HostPool,
  needs: readonly MachineNeed[],
  able: Uint8Array,
  on: string,
): readonly Refusal[] {
  const sums = HOST_PARTS.map(() => 0);
  for (let host = 0; host < able.length; host++) {
    if (able[host] !== 1) continue;
    for (let part = 0; part < grid.parts; part++)
      sums[part] = (sums[part] ?? 0) + (grid.free[host * grid.parts + part] ?? 0);
  }
  return HOST_PARTS.flatMap((part, index): readonly Refusal[] => {
    const needed = needs.reduce(
      (sum, { compute, instances }) => sum + compute[part] * instances.length,
      0,
    );
    const free = sums[index] ?? 0;
    if (needed <= free + 1e-6) return [];
    const elements = needs.map(({ node }) => node);
    const shares = needs.map(({ node, name, compute, instances }) => ({
      node,
      name,
      amount: compute[part] * instances.length,
    }));
    const parameters = { architecture: on, needed, free, ...fewestOver(shares, free) };
    return [{ code: SHORT_OF[part], elements, parameters }];
  });
}
