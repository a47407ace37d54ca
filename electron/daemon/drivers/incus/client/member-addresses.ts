import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { IncusConnection, MemberAddress } from "./connection.ts";

const FILE = "members.json";

const addressSchema = z.object({ name: z.string(), url: z.url({ protocol: /^https$/ }) });
const fileSchema = z.object({
  /** The server and certificate that these are members of a cluster with: of another they say nothing. */
  of: z.string(),
  members: z.array(addressSchema),
});

/** What is kept of a cluster's members over a restart: then too the named one may be the one that does not answer. */
export interface MemberAddresses {
  /** None where nothing can be read. */
  read(): Promise<readonly MemberAddress[]>;
  /** Rejects where nothing can be written. */
  write(members: readonly MemberAddress[]): Promise<void>;
}

/** In a folder of the driver's own, made when it is first needed; by the socket no other member can be asked. */
export function memberAddresses(
  connection: IncusConnection,
  directory: string | null,
): MemberAddresses {
  if ("socket" in connection || directory === null)
    return { read: () => Promise.resolve([]), write: () => Promise.resolve() };
  const file = join(directory, FILE);
  const of = `${connection.url} ${connection.serverFingerprint ?? ""}`;
  const kept = (): Promise<string> => readFile(file, "utf8").catch(() => "");
  return {
    async read() {
      const parsed = fileSchema.safeParse(parseJson(await kept()));
      return parsed.success && parsed.data.of === of ? parsed.data.members : [];
    },
    async write(members) {
      const wanted = JSON.stringify({ of, members });
      if ((await kept()) === wanted) return;
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFile(`${file}.new`, wanted, { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
