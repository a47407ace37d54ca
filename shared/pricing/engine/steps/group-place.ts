import type { Settings } from "../schema/settings.ts";
import type { Use } from "../usage.ts";

/**
 * Where a group is one group. A group of a drawing is that drawing's: two environments may each have a `web`. Where one
 * account pays for what spans customers (`settings.groupPayer`) a group is one wherever it is, and so is what names no
 * environment.
 */
export function groupPlace(
  { groupPayer }: Pick<Settings, "groupPayer">,
  { environment }: Pick<Use, "environment">,
): string {
  return groupPayer === "contract" ? "" : environment;
}
