import { create } from "zustand";
import { starterComponents } from "../../shared/components/starter.ts";
import { libraryOf, newestVersions } from "../../shared/components/update-uses.ts";
import type { Result } from "../../shared/base/result.ts";
import {
  componentKey,
  componentVersionSchema,
  type ComponentVersion,
} from "../../shared/design/component.ts";
import type { Components } from "../../shared/design/use.ts";
import { browserShelf, type Shelf } from "../host/storage.ts";

const VERSIONS = "component/";
const SHARED = "shared-component/";
const FAVOURITES = "favourite-components";

/** Shares a version with the tenant's people; what the live side of the window puts here while it is online. */
type Share = (version: ComponentVersion) => Promise<Result<object>>;

interface Library {
  /** Everything that can be placed: what comes with Labwright, what is shared, what was saved here. */
  readonly versions: Components;
  /** Ids of components, newest first. */
  readonly favourites: readonly string[];
  readonly share: Share | null;
}

export const useLibrary = create<Library>()(() => ({
  versions: libraryOf(starterComponents()),
  favourites: [],
  share: null,
}));

let shelf: Shelf | null = null;

/** Reads what was kept on this machine. Called once at the start. */
export async function startLibrary(kept: Shelf = browserShelf()): Promise<void> {
  shelf = kept;
  const [own, shared, favourites] = await Promise.all([
    kept.list(VERSIONS),
    kept.list(SHARED),
    kept.get(FAVOURITES),
  ]);
  // Another version of Labwright may have kept what this one cannot read: it stays on the shelf.
  const readable = [...shared, ...own].flatMap((value) => {
    const version = componentVersionSchema.safeParse(value);
    return version.success ? [version.data] : [];
  });
  add(readable);
  if (Array.isArray(favourites)) useLibrary.setState({ favourites: favourites.map(String) });
}

/** Keeps a version for good; resolves when the disk has it. */
export async function keepVersion(version: ComponentVersion): Promise<void> {
  await shelf?.put([[VERSIONS + componentKey(version.component, version.version), version]]);
  add([version]);
}

/** Takes in what others share, for the time without a daemon too. */
export async function takeShared(versions: readonly ComponentVersion[]): Promise<void> {
  add(versions);
  await shelf?.put(
    versions.map((one) => [SHARED + componentKey(one.component, one.version), one] as const),
  );
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

function add(versions: readonly ComponentVersion[]): void {
  useLibrary.setState((library) => ({
    versions: { ...library.versions, ...libraryOf(versions) },
  }));
}
