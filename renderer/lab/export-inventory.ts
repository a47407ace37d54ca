import type { Pool } from "../../shared/pool/pool.ts";
import { say, sayFault } from "../commands/notify.ts";
import { host } from "../host/index.ts";
import { ask } from "../live/actions.ts";

const FORMS = {
  csv: { title: "Inventory", extension: "csv", mediaType: "text/csv" },
  json: { title: "Inventory", extension: "json", mediaType: "application/json" },
} as const;

/** Writes everything the pool has to a file that can be imported again. */
export async function exportInventory(pool: Pool, format: keyof typeof FORMS): Promise<void> {
  const answer = await ask((client) => client.pools.export({ id: pool.id, format }));
  if (!answer.ok) {
    sayFault(answer.error);
    return;
  }
  const form = FORMS[format];
  const saved = await host().exportFile({
    ...form,
    suggestedName: `${pool.name}.${form.extension}`,
    data: new TextEncoder().encode(answer.value.text),
  });
  if (!saved.ok) sayFault(saved.error);
  else if (saved.value !== null) say(`Saved as ${saved.value.path}.`);
}
