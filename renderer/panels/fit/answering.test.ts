import { describe, expect, test } from "vitest";
import type { LabAnswer } from "../../store/lab-fit.ts";
import { answering } from "./answering.ts";
import type { FitAnswer, FitQuestion, Fitter } from "./fitter.ts";

const question = (number: number): FitQuestion => {
  const instant = "2027-01-01T00:00:00.000Z";
  const window = { start: instant, end: "2027-01-01T01:00:00.000Z" };
  return { number, patches: [], now: instant, window, chosen: null };
};
const said = (pool: string): readonly LabAnswer[] => [{ pool, now: [], chosen: [] }];

/** A fitter that finds one way out for each of two problems, and how far it has come. */
function scripted(): { readonly fitter: Fitter; readonly mended: number[] } {
  const mended: number[] = [];
  return {
    mended,
    fitter: {
      answer: ({ number }) => said(`first ${number}`),
      *mend({ number }) {
        for (const problem of [1, 2]) {
          mended.push(number);
          if (problem === 2) yield;
          yield said(`way ${problem} of ${number}`);
        }
      },
    },
  };
}

/** Turns that are given by hand. */
function byHand(fitter: Fitter) {
  const waiting: (() => void)[] = [];
  const told: FitAnswer[] = [];
  const ask = answering(fitter, {
    tell: (answer) => told.push(answer),
    turn: () => new Promise((resolve) => waiting.push(resolve)),
  });
  const next = async (): Promise<void> => {
    waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const texts = (): readonly string[] => told.map(({ answers }) => answers[0]?.pool ?? "");
  return { ask, next, told, texts };
}

describe("answering", () => {
  test("says at once whether it fits, then tells each way out in a turn of its own", async () => {
    const { ask, next, told, texts } = byHand(scripted().fitter);
    const done = ask(question(7));
    expect(texts()).toEqual(["first 7"]);
    await next();
    expect(texts()).toEqual(["first 7", "way 1 of 7"]);
    await next();
    // It works on the second, and has nothing new yet.
    expect(texts()).toHaveLength(2);
    await next();
    await next();
    await done;
    expect(texts()).toEqual(["first 7", "way 1 of 7", "way 2 of 7"]);
    expect(told.map(({ number }) => number)).toEqual([7, 7, 7]);
  });

  test("a newer question ends what is left of an older one", async () => {
    const { fitter, mended } = scripted();
    const { ask, next, texts } = byHand(fitter);
    const older = ask(question(1));
    await next();
    const newer = ask(question(2));
    await next();
    await older;
    expect(mended).toEqual([1]);
    for (let turn = 0; turn < 4; turn++) await next();
    await newer;
    expect(mended).toEqual([1, 2, 2]);
    expect(texts()).toEqual(["first 1", "way 1 of 1", "first 2", "way 1 of 2", "way 2 of 2"]);
  });

  test("what fails while it answers or mends is thrown, and nothing is told after it", async () => {
    const broken = (): never => {
      throw new Error("a bug");
    };
    const first = byHand({ ...scripted().fitter, answer: broken });
    await expect(first.ask(question(1))).rejects.toThrow("a bug");
    expect(first.told).toEqual([]);
    const later = byHand({ ...scripted().fitter, mend: broken });
    await expect(later.ask(question(1))).rejects.toThrow("a bug");
    expect(later.texts()).toEqual(["first 1"]);
  });
});
