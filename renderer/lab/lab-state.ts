import { create } from "zustand";
import type { SortId } from "../../shared/pool/inventory/sorts.ts";
import type { Condition, Scope } from "../../shared/pool/condition.ts";
import type { Ending } from "../../shared/pool/condition-words.ts";
import { showView } from "../store/ui.ts";

export type LabTab = "overview" | "racks" | "cabling" | "table" | "occupancy" | "history";

export type LabDialog =
  | { readonly type: "import" }
  | { readonly type: "add-lab" }
  | { readonly type: "connection" }
  | { readonly type: "weights" }
  | { readonly type: "ranges" }
  | { readonly type: "add-thing"; readonly sort: SortId }
  | {
      readonly type: "begin";
      readonly kind: Condition["kind"];
      readonly scopes: readonly Scope[];
    }
  | { readonly type: "resume"; readonly scopes: readonly Scope[]; readonly ending: Ending };

/** Which things the table shows; null and empty: all. */
export interface LabFilter {
  readonly search: string;
  readonly sort: string | null;
  readonly state: string | null;
  readonly site: string | null;
  /** See rackKey. */
  readonly rack: string | null;
}

interface LabScreen {
  /** The pool that is looked at; null: the first. */
  readonly pool: string | null;
  readonly tab: LabTab;
  /** Keys of scopes: things, a rack or a site. */
  readonly selected: ReadonlySet<string>;
  readonly filter: LabFilter;
  readonly dialog: LabDialog | null;
}

export const ALL_THINGS: LabFilter = {
  search: "",
  sort: null,
  state: null,
  site: null,
  rack: null,
};
const NOTHING: ReadonlySet<string> = new Set();

/** What the lab's screen shows. It outlives the view, so that one comes back to where one was. */
export const useLab = create<LabScreen>()(() => ({
  pool: null,
  tab: "overview",
  selected: NOTHING,
  filter: ALL_THINGS,
  dialog: null,
}));

export function showPool(pool: string): void {
  useLab.setState({ pool, selected: NOTHING, filter: ALL_THINGS });
}

export function showTab(tab: LabTab): void {
  useLab.setState({ tab });
}

/** Shows the table with only these things. */
export function showFiltered(filter: Partial<LabFilter>): void {
  useLab.setState({ tab: "table", filter: { ...ALL_THINGS, ...filter } });
}

export function changeFilter(change: Partial<LabFilter>): void {
  useLab.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

export function selectScopes(selected: ReadonlySet<string>): void {
  useLab.setState({ selected });
}

/** Selects one thing, rack or site, or nothing. */
export function selectScope(scope: Scope | null): void {
  selectScopes(scope === null ? NOTHING : new Set([scopeKey(scope)]));
}

export function openLabDialog(dialog: LabDialog | null): void {
  useLab.setState({ dialog });
}

/** From a machine on its drawing to the host that it is on. */
export function showInLab(pool: string, host: string): void {
  useLab.setState(({ tab }) => ({ pool, tab: tab === "history" ? "racks" : tab }));
  selectScope({ sort: "host", id: host });
  showView("lab");
}

/** From what is told of a lab to its overview, with what it is about selected. */
export function showOverview(pool: string, selected: string | null): void {
  useLab.setState({ pool, tab: "overview" });
  selectScopes(selected === null ? NOTHING : new Set([selected]));
  showView("lab");
}

export function scopeKey({ sort, id }: Scope): string {
  return `${sort}/${id}`;
}

/** Sorts hold no slash; ids may. */
export function scopeOf(key: string): Scope {
  const slash = key.indexOf("/");
  return { sort: key.slice(0, slash) as Scope["sort"], id: key.slice(slash + 1) };
}
