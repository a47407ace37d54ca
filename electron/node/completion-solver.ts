import * as highs from "highs";
import { highsSolver, type HighsModule, type Solver } from "../../shared/completion/solver.ts";

let solver: Promise<Solver> | undefined;

/** HiGHS as WebAssembly, loaded when it is first needed; it takes about 30 ms. */
export function completionSolver(): Promise<Solver> {
  // The package's types describe what require() gives; an import's default is the loader itself.
  const { default: load } = highs as unknown as { default: () => Promise<HighsModule> };
  return (solver ??= load().then(highsSolver));
}
