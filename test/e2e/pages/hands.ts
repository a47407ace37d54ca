import type { Locator } from "@playwright/test";

/** A row of a list of rows, such as a firewall's rules: what each column holds. */
export type RowValues = Readonly<Record<string, string>>;

/** What an architect does to draw a design, whatever is used for it. After `place`, fields are of that node. */
export interface Hands {
  newDesign(): Promise<void>;
  place(kind: string): Promise<void>;
  rename(name: string): Promise<void>;
  /** Fields that are rarely needed. */
  showMore(): Promise<void>;
  /** Chooses from a list by what the options say. */
  choose(field: string, options: readonly string[]): Promise<void>;
  type(field: string, value: string): Promise<void>;
  /** Several short texts. */
  list(field: string, values: readonly string[]): Promise<void>;
  rows(field: string, rows: readonly RowValues[]): Promise<void>;
  /** Links the node that was placed last to another one. */
  link(from: string, to: string, bandwidth: number | undefined): Promise<void>;
  /** What is rather done for several links at once, when all are there. */
  finish(): Promise<void>;
}

/** A field of the inspector by its label. */
export function fieldOf(inspector: Locator, label: string): Locator {
  return inspector.locator("input").and(inspector.getByLabel(label, { exact: true }));
}
