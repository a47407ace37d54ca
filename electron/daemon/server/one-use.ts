import type { Clock } from "../../../shared/base/clock.ts";
import type { Random } from "../../../shared/base/random.ts";

/** More than this many unredeemed at once are somebody's loop; the oldest go. */
const MOST = 10_000;

/** Keys that work once, and only for a short while: tickets for sockets, codes for browsers. */
export interface OneUse<T> {
  issue(value: T): string;
  /** The value, at the first time of asking and in time. */
  redeem(key: string): T | null;
}

export function oneUse<T>(
  lifetime: number,
  { clock, random }: { clock: Clock; random: Random },
): OneUse<T> {
  // In order of expiry, because all live equally long.
  const open = new Map<string, { value: T; expires: number }>();
  const dropStale = (): void => {
    for (const [key, { expires }] of open) {
      if (expires > clock.now() && open.size < MOST) return;
      open.delete(key);
    }
  };
  return {
    issue(value) {
      dropStale();
      const key = random.hex(32);
      open.set(key, { value, expires: clock.now() + lifetime });
      return key;
    },
    redeem(key) {
      const found = open.get(key);
      open.delete(key);
      return found !== undefined && found.expires > clock.now() ? found.value : null;
    },
  };
}
