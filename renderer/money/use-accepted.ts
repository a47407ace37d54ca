import { useEffect, useState } from "react";
import type { Variance } from "../../shared/pricing/engine/variance.ts";
import { ask } from "../live/actions.ts";
import { useOnline } from "../live/state.ts";

interface Question {
  readonly environment: string;
  /** What came, or what it will come to at its end. */
  readonly as: "actual" | "outlook";
}

/**
 * Why an environment costs something else than was accepted when it was sent, as the lab says; asked anew whenever
 * `now` is another. `unknown` where the lab cannot be asked; null while it is asked for the first time.
 */
export function useAccepted(
  { environment, as }: Question,
  now: number,
): readonly Variance[] | "unknown" | null {
  const online = useOnline();
  const [answer, setAnswer] = useState<
    (Question & { readonly at: number; readonly found: readonly Variance[] | "unknown" }) | null
  >(null);
  useEffect(() => {
    if (!online) return undefined;
    let current = true;
    void ask((client) => client.environments.variance({ id: environment, as })).then((found) => {
      const known = found.ok ? found.value : "unknown";
      if (current) setAnswer({ environment, as, at: now, found: known });
    });
    return () => {
      current = false;
    };
  }, [environment, as, now, online]);
  if (answer?.environment === environment && answer.as === as) return answer.found;
  return online ? null : "unknown";
}
