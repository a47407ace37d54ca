import { create } from "zustand";
import { starterComponents } from "../../shared/components/starter.ts";
import { versionsNeeded } from "../../shared/components/needed.ts";
import { libraryOf, newestVersions } from "../../shared/components/update-uses.ts";
import type { Result } from "../../shared/base/result.ts";
import {
  componentKey,
  componentVersionSchema,
  type ComponentVersion,
} from "../../shared/design/component.ts";
import { isUse, readUse, type Components } from "../../shared/design/use.ts";
import type { ComponentSummary } from "../../shared/protocol/component.ts";
import { browserShelf, type Shelf } from "../host/storage.ts";

const VERSIONS = "component/";
const SHARED = "shared-component/";
/** By component, the highest number that was ever given to a version which is removed now. */
const REMOVED = "removed-component/";
const FAVOURITES = "favourite-components";

type Doing = (version: ComponentVersion) => Promise<Result<object>>;

/** What may be done with the lab's library; the live side of the window puts it here while it is online. */
export interface LabLibrary {
  /** Whether one may share with one's organisation, and stop doing so. */
  readonly maySave: boolean;
  /** Whether one may offer what is shared to all organisations, and take that back. */
  readonly mayPublish: boolean;
  /** Shares a version with the tenant's people. */
  readonly share: Doing;
  readonly unshare: Doing;
  readonly publish: Doing;
  readonly withdraw: Doing;
}

interface Library {
  /** Everything that can be placed: what comes with Labwright, what is shared, what was saved here. */
  readonly versions: Components;
  /** Keys of the versions that stay whatever the lab offers: those saved here, and those of Labwright. */
  readonly own: ReadonlySet<string>;
  /** What the lab said last that it offers, by the versions' keys; null as long as it was not heard. */
  readonly listed: ReadonlyMap<string, ComponentSummary> | null;
  /** Ids of components, newest first. */
  readonly favourites: readonly string[];
  readonly lab: LabLibrary | null;
}

const STARTER = libraryOf(starterComponents());

export const useLibrary = create<Library>()(() => ({
  versions: STARTER,
  own: new Set(Object.keys(STARTER)),
  listed: null,
  favourites: [],
  lab: null,
}));

let shelf: Shelf | null = null;
const removed = new Map<string, number>();

/** Reads what was kept on this machine. Called once at the start. */
export async function startLibrary(kept: Shelf = browserShelf()): Promise<void> {
  shelf = kept;
  const [own, shared, gone, favourites] = await Promise.all([
    kept.list(VERSIONS),
    kept.list(SHARED),
    kept.list(REMOVED),
    kept.get(FAVOURITES),
  ]);
  removed.clear();
  for (const one of gone) noteRemoved(one);
  addOwn(readable(own));
  add(readable(shared));
  if (Array.isArray(favourites)) useLibrary.setState({ favourites: favourites.map(String) });
}

/** Another version of Labwright may have kept what this one cannot read: it stays on the shelf. */
function readable(values: readonly unknown[]): readonly ComponentVersion[] {
  return values.flatMap((value) => {
    const version = componentVersionSchema.safeParse(value);
    return version.success ? [version.data] : [];
  });
}

/** Keeps a version for good; resolves when the disk has it. */
export async function keepVersion(version: ComponentVersion): Promise<void> {
  await shelf?.put([[VERSIONS + keyOf(version), version]]);
  addOwn([version]);
}

/**
 * Takes in what others share, for the time without a daemon too. `listed` is everything that the lab offers now:
 * what it offers no longer goes, but for what was saved here.
 */
export async function takeShared(
  fetched: readonly ComponentVersion[],
  listed: readonly ComponentSummary[],
): Promise<void> {
  const { versions, own } = useLibrary.getState();
  const all: Components = { ...versions, ...libraryOf(fetched) };
  const offered = new Map(listed.map((one) => [keyOf(one), one]));
  const staying = Object.entries(all).filter(([key]) => own.has(key) || offered.has(key));
  // What is used inside of others came along with them.
  const inside = staying.flatMap(([, version]) => versionsNeeded(version.nodes, all));
  const next = { ...Object.fromEntries(staying), ...libraryOf(inside) };
  useLibrary.setState({ versions: next, listed: offered });
  const gone = Object.keys(all).filter((key) => !Object.hasOwn(next, key));
  await shelf?.remove(gone.map((key) => SHARED + key));
  await shelf?.put(fetched.map((one) => [SHARED + keyOf(one), one] as const));
}

/** Whether a version can be taken out of the library: it was saved here, is nobody else's, and in no other one. */
export function isForgettable(
  { own, listed, versions }: Pick<Library, "own" | "listed" | "versions">,
  version: ComponentVersion,
): boolean {
  const key = keyOf(version);
  if (!own.has(key) || Object.hasOwn(STARTER, key) || listed?.has(key) === true) return false;
  return !Object.values(versions).some((other) => usesWithin(other).has(key));
}

function usesWithin({ nodes }: ComponentVersion): ReadonlySet<string> {
  return new Set(
    Object.values(nodes).flatMap((node) => {
      const use = isUse(node) ? readUse(node) : undefined;
      return use === undefined ? [] : keyOf(use);
    }),
  );
}

/** Takes a version that was saved here out of the library. Designs carry what they use, so theirs stays. */
export async function forgetVersion(version: ComponentVersion): Promise<void> {
  const { component } = version;
  const key = keyOf(version);
  const highest = { component, version: nextNumber(component) - 1 };
  noteRemoved(highest);
  useLibrary.setState(({ versions, own }) => {
    const { [key]: _gone, ...rest } = versions;
    return { versions: rest, own: new Set([...own].filter((one) => one !== key)) };
  });
  await shelf?.put([[REMOVED + component, highest]]);
  await shelf?.remove([VERSIONS + key]);
}

const removedSchema = componentVersionSchema.pick({ component: true, version: true });

function noteRemoved(value: unknown): void {
  const { data } = removedSchema.safeParse(value);
  if (data !== undefined)
    removed.set(data.component, Math.max(data.version, removed.get(data.component) ?? 0));
}

/** The number of a component's next version: none is given twice, since designs may carry what was removed. */
export function nextNumber(component: string): number {
  return 1 + Math.max(newestVersion(component)?.version ?? 0, removed.get(component) ?? 0);
}

export function toggleFavourite(component: string): void {
  const { favourites } = useLibrary.getState();
  const next = favourites.includes(component)
    ? favourites.filter((one) => one !== component)
    : [component, ...favourites];
  useLibrary.setState({ favourites: next });
  void shelf?.put([[FAVOURITES, next]]);
}

/** The highest version of a component that is known here. */
export function newestVersion(component: string): ComponentVersion | undefined {
  return newestVersions(useLibrary.getState().versions).get(component);
}

function keyOf({ component, version }: Pick<ComponentVersion, "component" | "version">): string {
  return componentKey(component, version);
}

function addOwn(versions: readonly ComponentVersion[]): void {
  add(versions);
  useLibrary.setState(({ own }) => ({ own: new Set([...own, ...versions.map(keyOf)]) }));
}

function add(versions: readonly ComponentVersion[]): void {
  useLibrary.setState((library) => ({
    versions: { ...library.versions, ...libraryOf(versions) },
  }));
}

/** Who can place a version. */
export type Audience = "labwright" | "machine" | "tenant" | "all" | "provider" | "unknown";

/** Who can place a version, as far as the lab was heard. */
export function audienceOf(
  { own, listed }: Pick<Library, "own" | "listed">,
  version: ComponentVersion,
): Audience {
  const key = keyOf(version);
  if (Object.hasOwn(STARTER, key)) return "labwright";
  const known = listed?.get(key);
  if (known === undefined) return listed === null || !own.has(key) ? "unknown" : "machine";
  if (!known.own) return "provider";
  return known.published ? "all" : "tenant";
}

/** What is said of who can place it. */
export const AUDIENCE_WORDS = {
  labwright: "Comes with Labwright",
  machine: "Only you, on this machine",
  tenant: "Everyone in your organisation",
  all: "All organisations",
  provider: "All organisations, published by another one",
  unknown: "Known when the lab is connected",
} as const satisfies Record<Audience, string>;
