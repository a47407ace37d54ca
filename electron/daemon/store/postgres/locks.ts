/** Keys of the advisory locks, of which a database has one space for all its users. */
const LOCKS = {
  /** While the schema is looked at and changed. */
  schema: 7_614_001,
  /** In each writing transaction: writers take turns, so that events become visible in their order. */
  write: 7_614_002,
  /** Held by the writing connection of the daemon that reconciles: whoever loses it can no longer write either. */
  leader: 7_614_003,
} as const;

type Lock = keyof typeof LOCKS;

export function lockForSession(lock: Lock): string {
  return `SELECT pg_advisory_lock(${LOCKS[lock]})`;
}

export function unlockForSession(lock: Lock): string {
  return `SELECT pg_advisory_unlock(${LOCKS[lock]})`;
}

export function lockForTransaction(lock: Lock): string {
  return `SELECT pg_advisory_xact_lock(${LOCKS[lock]})`;
}

/** Answers at once, in the column `held`. */
export function tryLockForSession(lock: Lock): string {
  return `SELECT pg_try_advisory_lock(${LOCKS[lock]}) AS held`;
}
