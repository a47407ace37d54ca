import type { DesiredState } from "./desired.ts";

const known = new WeakMap<DesiredState, readonly string[]>();

/** Lines of /etc/hosts for all of an environment; desired states do not change, so each is worked out once. */
export function hostLines(desired: DesiredState): readonly string[] {
  const lines = known.get(desired);
  if (lines !== undefined) return lines;
  const hosts = desired.instances.flatMap(({ hostname, interfaces }) =>
    interfaces.flatMap(({ address }) =>
      address === null ? [] : [`${address.split("/")[0]} ${hostname}`],
    ),
  );
  known.set(desired, hosts);
  return hosts;
}
