import { expect, it } from "vitest";
import { watchAnswers } from "./watch-answers.ts";

/** A connection that is looked at as often as a test says. */
function connection(answers: () => boolean) {
  const done: string[] = [];
  let wake: () => void = () => undefined;
  const clock = { sleep: () => new Promise<void>((resolve) => (wake = resolve)) };
  let isOpen = true;
  const heard = watchAnswers(
    {
      isOpen: () => isOpen,
      ask: () => {
        done.push("asked");
        if (answers()) heard();
      },
      lose: () => done.push("lost"),
    },
    clock,
    new AbortController().signal,
  );
  return {
    done,
    heard,
    setOpen: (open: boolean) => (isOpen = open),
    look: async (times: number): Promise<void> => {
      for (let left = times; left > 0; left--) {
        wake();
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    },
  };
}

it("a daemon that answers is asked now and then, and stays", async () => {
  const { done, look } = connection(() => true);
  await look(10);
  expect(done).toEqual(["asked", "asked", "asked", "asked", "asked"]);
});

it("one that keeps its connection and answers nothing is given up, again and again", async () => {
  const { done, look } = connection(() => false);
  await look(4);
  expect(done).toEqual(["asked"]);
  await look(6);
  expect(done).toEqual(["asked", "lost", "asked", "lost"]);
});

it("any word will do, and without a connection nobody is asked", async () => {
  const { done, look, heard, setOpen } = connection(() => false);
  for (let word = 0; word < 5; word++) {
    await look(1);
    heard();
  }
  expect(done).toEqual([]);
  setOpen(false);
  await look(20);
  expect(done).toEqual([]);
});
