import { z } from "zod";
import type { Design } from "../design/design.ts";
import { pathName } from "../design/path-names.ts";
import { poolDuring } from "../pool/condition.ts";
import type { Pool } from "../pool/pool.ts";
import { refusalSchema, type Placement } from "../placement/placement.ts";
import type { Window } from "../schedule/window.ts";

/** What stays on hosts and switches that are out of use, because nothing else has room for it. */
export const stayingSchema = z.object({
  /** Of machines and switches, as the drawing calls them. */
  names: z.array(z.string()),
  /** What the lab calls what they stay on. */
  things: z.array(z.string()),
  /** Why they go nowhere else. */
  refusals: z.array(refusalSchema),
});
export type Staying = z.infer<typeof stayingSchema>;

type Places = Pick<Placement, "hosts" | "switches">;

/** Which machines and switches stand after a change where they stood, on what is out of use at some time in a window. */
export function stayingOn(
  [before, after]: readonly [Places, Places],
  design: Design,
  { pool, window }: { readonly pool: Pool; readonly window: Window },
): Pick<Staying, "names" | "things"> {
  const during = poolDuring(pool, window).resources;
  const sorts = ["hosts", "switches"] as const;
  const found = sorts.flatMap((sort) => {
    // What is in use is the same object at all times.
    const out = pool.resources[sort].filter((item, index) => during[sort][index] !== item);
    const named = new Map(out.map(({ id, name }) => [id, name]));
    return Object.entries(after[sort]).flatMap(([instance, on]) => {
      const thing = named.get(on);
      if (thing === undefined || before[sort][instance] !== on) return [];
      return [{ name: pathName(instance.slice(0, instance.lastIndexOf(".")), design), thing }];
    });
  });
  return {
    names: [...new Set(found.map(({ name }) => name))],
    things: [...new Set(found.map(({ thing }) => thing))].toSorted(),
  };
}

const LIST = new Intl.ListFormat("en-GB");
const MOST_NAMED = 5;

/** `web and db stay on host-1, which is out of use`: what goes before the reasons. */
export function stayingText({ names, things }: Pick<Staying, "names" | "things">): string {
  const [stay, are] = [names.length === 1 ? "stays" : "stay", things.length === 1 ? "is" : "are"];
  return `${listed(names)} ${stay} on ${listed(things)}, which ${are} out of use`;
}

/** What helps; said after the reasons. */
export const STAYING_REMEDY =
  "All else is changed. To move them, make them smaller, or free room elsewhere, and move again.";

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  // One more is named rather than counted.
  return LIST.format(rest > 1 ? [...names.slice(0, MOST_NAMED), `${rest} more`] : names);
}
