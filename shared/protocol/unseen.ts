import type { WireFault } from "../base/wire-fault.ts";

/** Since when nobody knows how an environment is, and why. */
export interface Unseen {
  readonly since: string;
  readonly why: string;
}

/** What is said of an environment whose lab does not answer; null while it is seen. Its state is the last one known. */
export function unseenOf({ error }: { readonly error: WireFault | null }): Unseen | null {
  if (error?.code !== "lab-unseen") return null;
  const { since, why } = error.parameters;
  return { since: String(since), why: String(why) };
}
