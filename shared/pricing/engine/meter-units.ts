/** Units of one dimension, each as a whole number of the dimension's smallest. */
const DIMENSIONS: readonly Readonly<Record<string, bigint>>[] = [
  {
    byte: 1n,
    kB: 1000n,
    MB: 1000n ** 2n,
    GB: 1000n ** 3n,
    TB: 1000n ** 4n,
    PB: 1000n ** 5n,
    KiB: 1024n,
    MiB: 1024n ** 2n,
    GiB: 1024n ** 3n,
    TiB: 1024n ** 4n,
    PiB: 1024n ** 5n,
  },
  { "bit/s": 1n, kbps: 1000n, Mbps: 1000n ** 2n, Gbps: 1000n ** 3n },
  { s: 1n, min: 60n, h: 3600n },
  { "vCPU.s": 1n, "vCPU.min": 60n, "vCPU.h": 3600n },
];

/** How many of its dimension's smallest unit it is; 1 for a unit that stands alone, such as `seat`. */
export function unitSize(unit: string): bigint {
  for (const dimension of DIMENSIONS) {
    const size = dimension[unit];
    if (size !== undefined) return size;
  }
  return 1n;
}

/** Whether a number of one can be said in the other. */
export function isConvertible(from: string, to: string): boolean {
  return (
    from === to ||
    DIMENSIONS.some((dimension) => Object.hasOwn(dimension, from) && Object.hasOwn(dimension, to))
  );
}
