import { readdirSync, readFileSync } from "node:fs";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import type { SourceFile } from "../../shared/formats/format.ts";
import { importFile, type ImportedFile } from "../../shared/formats/index.ts";

/** Files of other programs, made for these tests: one folder for each format, named by its id. */
const FOLDER = new URL("../fixtures/formats/", import.meta.url);
const BESIDE = ".annotations.json";

export interface Fixture {
  /** `containerlab/office.clab.yml` */
  readonly path: string;
  readonly format: string;
  readonly source: SourceFile;
}

export function importFixtures(): readonly Fixture[] {
  return readdirSync(FOLDER).flatMap((format) =>
    filesIn(new URL(`${format}/`, FOLDER)).map((source) => ({
      path: `${format}/${source.name}`,
      format,
      source,
    })),
  );
}

/** The files of a folder that can be imported, each with what belongs to it. */
export function filesIn(folder: URL): readonly SourceFile[] {
  const names = readdirSync(folder).toSorted();
  const textOf = (name: string): string => readFileSync(new URL(name, folder), "utf8");
  return names
    .filter((name) => !name.endsWith(BESIDE))
    .map((name) => {
      const beside = names.filter((other) => other === `${name}${BESIDE}`);
      return { name, text: textOf(name), beside: new Map(beside.map((it) => [it, textOf(it)])) };
    });
}

/** Imports by the catalogue that Labwright ships; throws what was wrong. */
export function imported(source: SourceFile): ImportedFile {
  const read = importFile(source, starterCatalogue());
  if (!read.ok) throw new Error(`${source.name}: ${JSON.stringify(read.error)}`);
  return read.value;
}
