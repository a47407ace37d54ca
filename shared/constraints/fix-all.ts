import type { Design } from "../design/design.ts";
import { applyEdits, type DesignEdit } from "../design/edit.ts";
import type { Checker } from "./incremental.ts";
import type { Problem, QuickFix } from "./rule.ts";

export interface FixedAll {
  readonly design: Design;
  /** How many fixes were applied. */
  readonly fixes: number;
  /** Problems of the kind that are left: without a fix, or one that would bring an error. */
  readonly left: number;
}

/**
 * Mends every problem of one code that has a fix. Fixes are worked out for the design as it is, so two of them
 * may want the same free name or address block; therefore they are applied in batches and looked at again: a
 * batch that mends less than it should, or brings an error, is taken back and halved.
 */
export function fixAll(start: Design, code: string, checker: Checker): FixedAll {
  let design = start;
  let problems = checker.update(design);
  let fixes = 0;
  let size = Number.MAX_SAFE_INTEGER;
  const hopeless = new Set<string>();
  for (;;) {
    const open = fixable(problems, code).filter(({ key }) => !hopeless.has(key));
    const batch = apart(open.slice(0, size));
    if (batch.length === 0) break;
    const tried = applyEdits(
      design,
      batch.flatMap(({ fix }) => fix.edits),
    );
    const after = checker.update(tried);
    if (isBetter(problems, after, code, batch.length)) {
      [design, problems] = [tried, after];
      fixes += batch.length;
      size = Math.max(1, batch.length) * 2;
    } else {
      problems = checker.update(design);
      if (batch.length === 1) for (const { key } of batch) hopeless.add(key);
      size = Math.max(1, Math.floor(batch.length / 2));
    }
  }
  return { design, fixes, left: ofCode(problems, code).length };
}

interface Fixable {
  readonly key: string;
  readonly fix: QuickFix;
}

function fixable(problems: readonly Problem[], code: string): readonly Fixable[] {
  return ofCode(problems, code).flatMap(({ fix, elements, parameters }) =>
    fix === undefined || fix.edits.length === 0
      ? []
      : [{ key: JSON.stringify([elements, parameters]), fix }],
  );
}

function ofCode(problems: readonly Problem[], code: string): readonly Problem[] {
  return problems.filter((problem) => problem.code === code);
}

/** Those that touch nothing which one before them touches. */
function apart(fixables: readonly Fixable[]): readonly Fixable[] {
  const touched = new Set<string>();
  return fixables.filter(({ fix }) => {
    const keys = fix.edits.map(touchedBy);
    if (keys.some((key) => touched.has(key))) return false;
    for (const key of keys) touched.add(key);
    return true;
  });
}

function touchedBy(edit: DesignEdit): string {
  return "id" in edit ? `${edit.type.split("-")[1]} ${edit.id}` : edit.type;
}

/** Each fix of the batch has mended one at least, and no error has come. */
function isBetter(
  before: readonly Problem[],
  after: readonly Problem[],
  code: string,
  fixes: number,
): boolean {
  const errors = (problems: readonly Problem[]): number =>
    problems.filter((problem) => problem.severity === "error").length;
  return (
    ofCode(after, code).length <= ofCode(before, code).length - fixes &&
    errors(after) <= errors(before)
  );
}
