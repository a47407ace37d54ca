import { applyEdits } from "../design/edit.ts";
import type { Refusal } from "../placement/placement.ts";
import { placesOf } from "./alike-ways.ts";
import type { Checker } from "./incremental.ts";
import { refusalsOf, type PoolQuestion } from "./pool-check.ts";
import type { Problem, QuickFix } from "./rule.ts";

/** Whose refusals hide conflicts of others: these are not searched for while a single machine finds no host. */
const HIDING: ReadonlySet<string> = new Set([
  "image-missing",
  "no-host-of-architecture",
  "no-host-with-features",
  "instance-too-large",
]);

const HIDDEN: ReadonlySet<string> = new Set([
  "not-enough-cores",
  "not-enough-memory",
  "not-enough-disk",
  "not-enough-whole-hosts",
  "hosts-fragmented",
  "not-enough-bandwidth",
  "cable-too-narrow",
  "not-enough-places-apart",
  "no-place-together",
]);

/** A way out, and what is refused still when it is taken. */
export interface Tried {
  readonly fix: QuickFix;
  readonly left: readonly Refusal[];
}

/** Whether everything fits then. */
export function isEnough({ left }: Tried): boolean {
  return left.length === 0;
}

/** Both, one after the other; of what both set only the second. */
export function joined(first: QuickFix, second: QuickFix): QuickFix {
  const isSetAnew =
    placesOf(first) === placesOf(second) && second.edits.every(({ type }) => SETTING.has(type));
  if (isSetAnew) return { ...first, ...second, title: titleFrom(first, second) };
  const [initial = "", ...rest] = second.title;
  return {
    ...first,
    ...second,
    title: `${first.title} and ${initial.toLowerCase()}${rest.join("")}`,
    edits: [...first.edits, ...second.edits],
  };
}

/** Edits that leave nothing of what another of the same place set. */
const SETTING: ReadonlySet<string> = new Set(["change-node", "set-property"]);

const INSTEAD = " instead of ";

/** `Make 2 of web instead of 5`, where another made 3 of the 5, and this one 2 of those. */
function titleFrom(first: QuickFix, { title }: QuickFix): string {
  const [made = title] = title.split(INSTEAD);
  const [, original] = first.title.split(INSTEAD);
  return original === undefined ? title : `${made}${INSTEAD}${original}`;
}

/** So many tries at most are made for one answer; fewer of a design of which each takes long. */
const MOST_TRIES = { small: 160, large: 40 } as const;
const SMALL = 60;

/** Takes ways out of a question to see what comes of them. */
export class Tries {
  readonly question: PoolQuestion;
  readonly #checker: Checker;
  /** Shared with what was made of it. */
  readonly #left: { tries: number };

  constructor(question: PoolQuestion, checker: Checker, left?: { tries: number }) {
    this.question = question;
    this.#checker = checker;
    const isSmall = Object.keys(question.design.nodes).length <= SMALL;
    this.#left = left ?? { tries: isSmall ? MOST_TRIES.small : MOST_TRIES.large };
  }

  /** Whether it is time to be content with what was found. */
  get isSpent(): boolean {
    return this.#left.tries <= 0;
  }

  /** The same when a way out was taken. */
  after(fix: QuickFix): Tries {
    return new Tries(questionAfter(this.question, fix), this.#checker, this.#left);
  }

  /** What is refused when a way out is taken. */
  refusals(fix: QuickFix): readonly Refusal[] {
    this.#left.tries -= 1;
    return refusalsOf(questionAfter(this.question, fix));
  }

  /** What a way out leaves, where it mends a refusal and brings no other, nor an error of the design; else null. */
  take(fix: QuickFix, before: readonly Refusal[], mended: Refusal): Tried | null {
    const left = this.refusals(fix);
    const isGood = isMended(mended, before, left) && addsNoError(this.#checker, this.question, fix);
    return isGood ? { fix, left } : null;
  }

  /** All of them together, where with them everything fits; else null. */
  takeAll([first, ...others]: readonly [QuickFix, ...QuickFix[]]): Tried | null {
    const fix = others.reduce(joined, first);
    const left = this.refusals(fix);
    const isGood = left.length === 0 && addsNoError(this.#checker, this.question, fix);
    return isGood ? { fix, left } : null;
  }
}

/** The question as it is when a way out was taken. */
export function questionAfter(question: PoolQuestion, { edits, window }: QuickFix): PoolQuestion {
  const design = applyEdits(question.design, edits);
  return { ...question, design, window: window ?? question.window };
}

/** Gone for all of its elements, and nothing else has come that was not there or hidden before. */
function isMended(mended: Refusal, before: readonly Refusal[], after: readonly Refusal[]): boolean {
  return after.every((refusal) => {
    if (refusal.code === mended.code && mended.elements.some((id) => refusal.elements.includes(id)))
      return false;
    // Of fewer of the same machines, or with others beside them, it is nothing new.
    const isKnown = before.some(
      ({ code, elements }) =>
        code === refusal.code &&
        (isWithin(refusal.elements, elements) || isWithin(elements, refusal.elements)),
    );
    const concerned = refusal.machines ?? refusal.elements;
    const isOfOthers = !mended.elements.some((id) => concerned.includes(id));
    return isKnown || (isOfOthers && HIDING.has(mended.code) && HIDDEN.has(refusal.code));
  });
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.every((id) => all.includes(id));
}

/** Whether the design has no more errors than before. */
function addsNoError(checker: Checker, { design }: PoolQuestion, { edits }: QuickFix): boolean {
  if (edits.length === 0) return true;
  const errors = (problems: readonly Problem[]): number =>
    problems.filter(({ severity }) => severity === "error").length;
  // There and back again: the next try starts from the design as it is.
  const after = errors(checker.update(applyEdits(design, edits)));
  return after <= errors(checker.update(design));
}
