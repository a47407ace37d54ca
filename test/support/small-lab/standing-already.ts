import type { SmallLab, Wanted } from "./small-lab.ts";

/** Numbers in [0, 1), one after the other. */
export type Random = () => number;

/**
 * The same lab when some of the machines stand there already, where they had room one beside the other; since then some
 * became larger. What networks and rules ask was not asked then.
 */
export function standingAlready(lab: SmallLab, share: number, random: Random): SmallLab {
  const free = lab.hosts.map(({ cores, heldCores, memoryGiB }) => [cores - heldCores, memoryGiB]);
  const tenants = lab.hosts.map(() => 0);
  const isWhole = lab.hosts.map(() => false);
  const find = ({ wholeHost, cores, memoryGiB, features }: Wanted): number | null => {
    const start = Math.floor(random() * lab.hosts.length);
    for (let step = 0; step < lab.hosts.length; step++) {
      const at = (start + step) % lab.hosts.length;
      const host = lab.hosts[at]!;
      const isAlone = wholeHost || host.exclusive;
      const isOpen = isAlone ? tenants[at] === 0 && host.heldCores === 0 : !isWhole[at];
      const isAble = features.every((feature) => host.features.includes(feature));
      if (!isOpen || !isAble || free[at]![0]! < cores || free[at]![1]! < memoryGiB) continue;
      free[at] = [free[at]![0]! - cores, free[at]![1]! - memoryGiB];
      tenants[at]! += 1;
      isWhole[at] = isAlone;
      return at;
    }
    return null;
  };
  const wanted = lab.wanted.map((one) => {
    const stands = Array.from({ length: one.count }, () => (random() < share ? find(one) : null));
    const isLarger = random() < 0.15 && stands.some((host) => host !== null);
    return { ...one, stands, cores: one.cores + (isLarger ? 1 : 0) };
  });
  return { ...lab, wanted };
}
