import { z } from "zod";
import type { Shelf } from "../host/storage.ts";
import type { Placing } from "./ui.ts";

const placingSchema = z.object({
  kind: z.string(),
  title: z.string(),
  properties: z.record(z.string(), z.json()),
});

/** What can be placed, as it was kept on this machine; what cannot be read is left out. */
export async function keptPlacings(shelf: Shelf, key: string): Promise<readonly Placing[]> {
  const found = z.array(z.unknown()).safeParse(await shelf.get(key).catch(() => undefined));
  return (found.data ?? []).flatMap((value) => {
    const placing = placingSchema.safeParse(value);
    return placing.success ? [placing.data] : [];
  });
}
