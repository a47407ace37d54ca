import { create } from "zustand";
import type { Fault } from "../../shared/base/fault.ts";
import type { ImportedFile } from "../../shared/formats/index.ts";
import { drawAhead } from "../canvas/draw-ahead.ts";
import { sayNotOpened } from "../commands/notify.ts";
import { idle, painted } from "../store/after-paint.ts";
import { analyseAhead } from "../store/analysis.ts";
import { catalogue } from "../store/reference.ts";
import { inWorker } from "./in-worker.ts";
import type { ChosenFile } from "./pairing.ts";
import type { ImportOutcome } from "./work.ts";

/** A lab that was read and waits for what the user wants with it. */
export interface ReadLab {
  readonly name: string;
  readonly imported: ImportedFile;
}

interface Importing {
  /** What is being read at the moment. */
  readonly reading: { readonly name: string; readonly done: number; readonly total: number } | null;
  /** What was read, the one that is shown first. */
  readonly labs: readonly ReadLab[];
}

const NOTHING: Importing = { reading: null, labs: [] };

/** The import that is going on, if one is. */
export const useImporting = create<Importing>()(() => NOTHING);

let giveUp: () => void = () => {};

/** Reads files of other programs and shows what they would become. What cannot be read is said at once. */
export function startImport(files: readonly ChosenFile[]): void {
  cancelImport();
  const [first] = files;
  if (first === undefined) return;
  useImporting.setState({ reading: { name: first.name, done: 0, total: files.length }, labs: [] });
  const task = { type: "import", files, catalogue: catalogue().data } as const;
  giveUp = inWorker(task, (answer) => {
    if (answer.type === "progress") useImporting.setState({ reading: answer });
    else if (answer.type === "imported") show(answer.outcomes);
  });
}

function show(outcomes: readonly ImportOutcome[]): void {
  const refused: Fault[] = [];
  const labs: ReadLab[] = [];
  for (const { name, outcome } of outcomes)
    if (outcome.ok) labs.push({ name, imported: outcome.value });
    else refused.push(outcome.error);
  useImporting.setState({ reading: null, labs });
  void prepare(labs);
  sayNotOpened(refused);
}

/** While one reads what became of a lab, there is time to draw, check and price it. */
async function prepare([lab]: readonly ReadLab[]): Promise<void> {
  if (lab === undefined) return;
  const { design } = lab.imported;
  await painted();
  for (const getReady of [drawAhead, analyseAhead]) {
    await idle();
    if (!useImporting.getState().labs.includes(lab)) return;
    getReady(design, Date.now());
  }
}

/** Esc, *Cancel*: nothing is opened, and what is being read is read no further. */
export function cancelImport(): void {
  giveUp();
  giveUp = () => {};
  useImporting.setState(NOTHING);
}

/** The shown lab is dealt with; the next one is shown. */
export function nextLab(): void {
  useImporting.setState(({ labs }) => ({ labs: labs.slice(1) }));
}

/** Shows one of several labs. */
export function showLab(index: number): void {
  useImporting.setState(({ labs }) => {
    const chosen = labs[index];
    return chosen === undefined ? {} : { labs: [chosen, ...labs.filter((lab) => lab !== chosen)] };
  });
}
