import { say, sayFault } from "../commands/notify.ts";
import { host } from "../host/index.ts";

/** Writes a book as YAML to a file of the reader's choice. */
export async function saveAs(suggestedName: string, text: string): Promise<void> {
  const saved = await host().exportFile({
    title: "Price book",
    extension: "yaml",
    mediaType: "application/yaml",
    suggestedName,
    data: new TextEncoder().encode(text),
  });
  if (!saved.ok) sayFault(saved.error);
  else if (saved.value !== null) say(`Saved as ${saved.value.path}.`);
}
