/** Randomness as a dependency: the daemon gets a strong one, a simulation a seeded one. */
export interface Random {
  /** A uniformly distributed number in [0, 1). */
  next(): number;
  /** `length` unpredictable bytes as lower-case hexadecimal. */
  hex(length: number): string;
}
