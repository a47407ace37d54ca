import { z } from "zod";
import { ok } from "../../shared/base/result.ts";
import type { KeptVersion } from "../../shared/design/versions.ts";
import { attempt } from "./attempt.ts";
import type { Host } from "./host.ts";
import type { Shelf } from "./storage.ts";

type VersionVerbs = Pick<
  Host,
  "listVersions" | "keepVersion" | "readVersion" | "removeVersions" | "moveVersions"
>;

const versionSchema = z.object({
  id: z.string(),
  keptAt: z.string(),
  reason: z.enum(["opened", "autosave", "saved", "restored", "elsewhere"]),
  name: z.string(),
  summary: z.string(),
  digest: z.string(),
  bytes: z.number(),
});

/** Versions on the browser's shelf: what tells of one under one key, so that a list need not read all data. */
export function browserVersions(shelf: Shelf): VersionVerbs {
  // No path holds a line break.
  const headerKey = (file: string, id: string): string => `version:${file}\n${id}`;
  const dataKey = (file: string, id: string): string => `version-data:${file}\n${id}`;
  const list = async (file: string): Promise<readonly KeptVersion[]> =>
    (await shelf.list(headerKey(file, "")).catch(() => [])).flatMap((value) => {
      const read = versionSchema.safeParse(value);
      return read.success ? [read.data] : [];
    });
  const readVersion: VersionVerbs["readVersion"] = async ({ file, id }) => {
    const data = await shelf.get(dataKey(file, id));
    return data instanceof Uint8Array ? data : null;
  };
  const removeVersions: VersionVerbs["removeVersions"] = ({ file, ids }) =>
    shelf.remove(ids.flatMap((id) => [headerKey(file, id), dataKey(file, id)]));
  return {
    listVersions: list,
    readVersion,
    removeVersions,
    keepVersion: ({ file, version, data }) =>
      attempt("file-write-failed", async () => {
        await shelf.put([
          [headerKey(file, version.id), version],
          [dataKey(file, version.id), data],
        ]);
        return ok(undefined);
      }),
    async moveVersions({ from, to }) {
      const versions = await list(from);
      for (const version of versions) {
        const data = await readVersion({ file: from, id: version.id });
        await shelf.put([
          [headerKey(to, version.id), version],
          [dataKey(to, version.id), data],
        ]);
      }
      await removeVersions({ file: from, ids: versions.map(({ id }) => id) });
    },
  };
}
