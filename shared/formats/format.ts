import type { Result } from "../base/result.ts";
import type { Catalogue, MachineType, SwitchModel } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";

/** A file as it came: its name only ever helps people; what it is, is told by its content. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
  /** Files beside it that belong to it, e.g. containerlab's `.annotations.json`, by name. */
  readonly beside?: ReadonlyMap<string, string>;
  /** Those that are no text, or too large to be looked at, by name. */
  readonly unread?: readonly string[];
  /** What encoding was supposed, where the bytes are no UTF-8 and say nothing else. */
  readonly encoding?: string;
}

/** What became of one thing of the source. */
export interface LossEntry {
  /**
   * `mapped`: stands in the design as something of ours. `approximated`: something near it does.
   * `kept`: has no equivalent; kept with the design, so that writing the same format again has it.
   * `dropped`: is lost. `missing`: is needed and not there (an image, a licence, a file beside).
   */
  readonly outcome: "mapped" | "approximated" | "kept" | "dropped" | "missing";
  /** What it is in the source's own words, e.g. `kind nokia_srlinux`, `link type macvlan`. */
  readonly source: string;
  /** What it is here, in words a person reads; empty where nothing. */
  readonly target: string;
  /** Where in the source, as a path people can follow; one of them where `count` is above 1. */
  readonly where: string;
  /** How many of the source's things this entry stands for: equal ones are counted, not repeated. */
  readonly count: number;
}

/** Everything an import did, in a stable order. */
export type LossReport = readonly LossEntry[];

/** What a catalogue gains by an import. */
export interface CatalogueItems {
  readonly machineTypes: readonly MachineType[];
  readonly switchModels: readonly SwitchModel[];
}

export interface Imported {
  readonly design: Design;
  readonly report: LossReport;
  /** Set by formats that describe products instead of labs; the design then shows one of each. */
  readonly items?: CatalogueItems;
}

/** Files that writing a format makes, the main one first. */
export interface Exported {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly report: LossReport;
}

/** How surely a text is in this format. `maybe` only counts when no other format says `yes`. */
export type Recognition = "yes" | "maybe" | "no";

/** A way to read, to write, or both. Add one by writing a file in formats/ and a line in index.ts. */
export interface Format<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  /** The folder beside a file in which others lie that belong to it. */
  readonly folder?: string;
  /** Which files beside a lab its `read` looks at or tells of, by name; of the others it is told that nobody does. */
  readonly readsBeside?: (name: string) => boolean;
  /** For file dialogs and new names, without a dot, the usual one first, e.g. `clab.yml`. */
  readonly extensions: readonly string[];
  readonly mediaType: string;
  /** Looks at the text alone, cheaply: it is asked of every file. Left out where nothing is read. */
  readonly recognise?: (text: string) => Recognition;
  /** Bounded in time and memory whatever the text is; a text that cannot be read is a fault with its place. */
  readonly read?: (source: SourceFile, catalogue: Catalogue) => Result<Imported>;
  /** What the format's `read` kept in the design is written again. */
  readonly write?: (design: Design, catalogue: Catalogue) => Result<Exported>;
}

/** Keeps a format's literal id without writing it twice. */
export function defineFormat<const Id extends string>(format: Format<Id>): Format<Id> {
  return format;
}
