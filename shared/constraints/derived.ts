import { sameJson } from "../design/same-json.ts";
import type { Run, Tracker } from "./tracker.ts";

/** Answers made of other answers, each made once for all who ask; see RuleContext.derive. */
export type Derive = <T>(key: string, work: () => T) => T;

interface Answer {
  value: unknown;
  readonly readers: Set<Run>;
}

/** Made again when what they were made of changes; their readers are woken only when they come out otherwise. */
export function createDerived(tracker: Tracker): Derive {
  const answers = new Map<string, Answer>();
  const make = (key: string, work: () => unknown): Answer => {
    const readers = new Set<Run>();
    const run: Run = {
      rule: null,
      id: key,
      reads: [],
      again: () => {
        if (readers.size === 0) {
          tracker.release(run);
          answers.delete(key);
          return;
        }
        const value = tracker.track(run, work);
        if (sameJson(answer.value, value)) return;
        answer.value = value;
        tracker.wake(readers);
      },
    };
    const answer: Answer = { value: tracker.track(run, work), readers };
    answers.set(key, answer);
    return answer;
  };
  return <T>(key: string, work: () => T): T => {
    const answer = answers.get(key) ?? make(key, work);
    tracker.note(answer.readers);
    // A key stands for one question, so this is what `work` gave.
    return answer.value as T;
  };
}
