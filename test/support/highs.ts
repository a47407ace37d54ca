import loadHighs from "highs";
import { highsSolver, type Solver } from "../../shared/completion/solver.ts";

let solver: Promise<Solver> | undefined;

/** HiGHS as completion uses it; loaded once. */
export function testSolver(): Promise<Solver> {
  return (solver ??= loadHighs().then(highsSolver));
}
