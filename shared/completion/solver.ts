/** A choice of whole numbers: the objective is made as small as the rows allow. */
export interface Program {
  readonly variables: readonly Variable[];
  readonly rows: readonly Row[];
  /** By index of variable; those left out cost nothing. */
  readonly objective: readonly Term[];
}

export interface Variable {
  /** `binary`: 0 or 1; `amount`: any number from 0 up. */
  readonly kind: "binary" | "amount";
}

export interface Term {
  readonly variable: number;
  readonly factor: number;
}

/** least ≤ sum of the terms ≤ most. */
export interface Row {
  readonly terms: readonly Term[];
  readonly least?: number;
  readonly most?: number;
}

/** Solves programs exactly. The one in use is HiGHS; whoever calls completion hands it in. */
export interface Solver {
  /** A value for each variable, or null when nothing satisfies all rows. */
  solve(program: Program): readonly number[] | null;
}

/** The part of the `highs` package that is used, so that shared code need not load it. */
export interface HighsModule {
  solve(
    text: string,
    options: { readonly output_flag: boolean; readonly mip_rel_gap: number },
  ): {
    readonly Status: string;
    readonly Columns: Readonly<Record<string, object>>;
  };
}

/** HiGHS as a {@link Solver}. A time limit is not set: programs of completion are small and must be solved exactly. */
export function highsSolver(highs: HighsModule): Solver {
  return {
    solve: (program) => {
      const { Status, Columns } = highs.solve(programText(program), {
        output_flag: false,
        // The usual gap of 0.01 % would let a dearer design pass for the cheapest.
        mip_rel_gap: 0,
      });
      if (Status === "Infeasible") return null;
      if (Status !== "Optimal") throw new Error(`HiGHS ended with ${Status}`);
      return program.variables.map((_, index) => primalOf(Columns[`x${index}`]));
    },
  };
}

function primalOf(column: object | undefined): number {
  if (column === undefined || !("Primal" in column)) return 0;
  return typeof column.Primal === "number" ? column.Primal : 0;
}

/** The program in the LP format of CPLEX, which HiGHS reads. */
function programText({ variables, rows, objective }: Program): string {
  const named = (kind: Variable["kind"]): string[] =>
    variables.flatMap((variable, index) => (variable.kind === kind ? [`x${index}`] : []));
  const constraints = rows.flatMap((row) => {
    const sum = sumText(row.terms);
    return [
      ...(row.least === undefined ? [] : [`${sum} >= ${row.least}`]),
      ...(row.most === undefined ? [] : [`${sum} <= ${row.most}`]),
    ];
  });
  return [
    "Minimize",
    ` obj: ${objective.length === 0 ? "0 x0" : sumText(objective)}`,
    "Subject To",
    // A name per row, for rows without one are refused beside named ones; one that always holds keeps it from being empty.
    ...constraints.map((text, index) => ` r${index}: ${text}`),
    "Binary",
    ...named("binary").map((name) => ` ${name}`),
    "End",
  ].join("\n");
}

/** Terms over several lines: the format allows no line of more than 560 characters. */
function sumText(terms: readonly Term[]): string {
  return terms
    .map(({ variable, factor }) => `${factor < 0 ? "-" : "+"} ${Math.abs(factor)} x${variable}`)
    .join("\n  ");
}
