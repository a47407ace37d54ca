import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import { compareDesigns } from "../../shared/design/compare.ts";
import { describeComparison } from "../../shared/design/compare-words.ts";
import type { Design } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import { readDesign } from "../../shared/design/read.ts";
import {
  versionsToDrop,
  type KeptVersion,
  type VersionReason,
} from "../../shared/design/versions.ts";
import { digestOf } from "../host/digest.ts";
import type { Host } from "../host/host.ts";
import type { OpenDocument } from "../store/documents.ts";
import { newId } from "../store/ids.ts";
import { pack, unpack } from "./packing.ts";

/** What this needs of the host. */
type Keeper = Pick<Host, "listVersions" | "keepVersion" | "readVersion" | "removeVersions">;

const SUMMARY_LIMIT = 400;

/** Whose history a tab's versions belong to: its file's, or its own while it has none. */
export function historyOf({ path, id }: Pick<OpenDocument, "path" | "id">): string {
  return path ?? `doc:${id}`;
}

/** All versions of a history, newest first. */
export async function listVersions(
  keeper: Keeper,
  history: string,
): Promise<readonly KeptVersion[]> {
  const versions = await keeper.listVersions(history);
  return versions.toSorted((a, b) => b.keptAt.localeCompare(a.keptAt));
}

export async function readVersion(
  keeper: Keeper,
  history: string,
  { id, digest }: KeptVersion,
): Promise<Result<Design>> {
  const data = await keeper.readVersion({ file: history, id });
  const text = data === null ? null : await unpack(data);
  if (text === null || (await digestOf(text)) !== digest) return err(fault("version-damaged"));
  return readDesign(text);
}

interface Keeping {
  readonly history: string;
  readonly design: Design;
  /** What its file says, where that is known. */
  readonly text?: string | undefined;
  readonly reason: VersionReason;
  readonly now: number;
}

/**
 * Keeps a version, unless it is what the newest one says already, and thins out the older ones. Of the same
 * text saved after it was kept by itself, only the saved one stays.
 */
export async function keepVersion(keeper: Keeper, keeping: Keeping): Promise<Result<void>> {
  const { history, design, reason, now } = keeping;
  const text = keeping.text ?? printDesign(design);
  const digest = await digestOf(text);
  const versions = await listVersions(keeper, history);
  const [newest] = versions;
  const again = newest?.digest === digest;
  if (again && (reason !== "saved" || newest.reason === "saved")) return ok(undefined);
  const data = await pack(text);
  const version: KeptVersion = {
    id: newId("v"),
    keptAt: new Date(now).toISOString(),
    reason,
    name: design.name.slice(0, SUMMARY_LIMIT),
    summary: again ? newest.summary : await summaryOf(keeper, history, newest, design),
    digest,
    bytes: data.length,
  };
  const kept = await keeper.keepVersion({ file: history, version, data });
  if (!kept.ok) return kept;
  const rest = again ? versions.slice(1) : versions;
  const dropped = versionsToDrop([version, ...rest], now);
  const ids = again ? [...dropped, newest.id] : dropped;
  if (ids.length > 0) await keeper.removeVersions({ file: history, ids });
  return kept;
}

/** What changed since the version before, in words. */
async function summaryOf(
  keeper: Keeper,
  history: string,
  before: KeptVersion | undefined,
  design: Design,
): Promise<string> {
  const read = before === undefined ? null : await readVersion(keeper, history, before);
  const words = read?.ok === true ? describeComparison(compareDesigns(read.value, design)) : "";
  return (words === "" ? sizeOf(design) : words).slice(0, SUMMARY_LIMIT);
}

function sizeOf({ nodes, links }: Design): string {
  const count = (elements: object, one: string, many: string): string => {
    const { length } = Object.keys(elements);
    return `${length} ${length === 1 ? one : many}`;
  };
  return `${count(nodes, "node", "nodes")}, ${count(links, "link", "links")}`;
}
