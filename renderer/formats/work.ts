import type { Result } from "../../shared/base/result.ts";
import { indexCatalogue, type Catalogue } from "../../shared/catalogue/catalogue.ts";
import type { Design } from "../../shared/design/design.ts";
import type { Exported } from "../../shared/formats/format.ts";
import {
  allFormats,
  exportDesign,
  importFile,
  type ImportedFile,
} from "../../shared/formats/index.ts";
import { pairFiles, type ChosenFile } from "./pairing.ts";

/** What the worker is asked for; one worker does one thing. */
export type Task = { readonly catalogue: Catalogue["data"] } & (
  | { readonly type: "import"; readonly files: readonly ChosenFile[] }
  | { readonly type: "export"; readonly design: Design; readonly format: string }
);

/** One file of several, read or refused. */
export interface ImportOutcome {
  readonly name: string;
  readonly outcome: Result<ImportedFile>;
}

/** What a worker that waits for its task gets ready by. */
export interface Practice {
  readonly type: "practise";
  readonly catalogue: Catalogue["data"];
  readonly design: Design;
}

export type Answer =
  | {
      readonly type: "progress";
      readonly done: number;
      readonly total: number;
      readonly name: string;
    }
  | { readonly type: "imported"; readonly outcomes: readonly ImportOutcome[] }
  | { readonly type: "exported"; readonly outcome: Result<Exported> };

/** Does what is asked for, telling how far it is. */
export function work(task: Task, tell: (answer: Answer) => void): void {
  const catalogue = indexCatalogue(task.catalogue);
  if (task.type === "export") {
    tell({ type: "exported", outcome: exportDesign(task.design, task.format, catalogue) });
    return;
  }
  const sources = pairFiles(task.files);
  const outcomes = sources.map((source, done): ImportOutcome => {
    tell({ type: "progress", done, total: sources.length, name: source.name });
    return { name: source.name, outcome: importFile(source, catalogue) };
  });
  tell({ type: "imported", outcomes });
}

/** How often each format is practised: browsers make what has run some times run several times faster. */
const ROUNDS = 4;

/**
 * Writes and reads a design in the formats of large labs, one after the other; a step takes a moment. Those are
 * YAML, which takes longest to read; each practises that for the others.
 */
export function* practise({ design, catalogue: data }: Practice): Generator<string, void> {
  const catalogue = indexCatalogue(data);
  const formats = allFormats().filter(
    ({ read, write, extensions }) =>
      read && write && extensions.some((name) => /\bya?ml$/.test(name)),
  );
  for (let round = 0; round < ROUNDS; round++)
    for (const { id } of formats) {
      const written = exportDesign(design, id, catalogue);
      const [file] = written.ok ? written.value.files : [];
      if (file !== undefined && importFile(file, catalogue).ok) yield id;
    }
}
