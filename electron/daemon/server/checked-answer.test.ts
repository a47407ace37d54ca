import { expect, test } from "vitest";
import { z } from "zod";
import { allAtOnce } from "../../../shared/base/steps.ts";
import { checkedAnswer } from "./checked-answer.ts";

const thing = z.object({
  id: z.string(),
  note: z.string().optional(),
  parts: z.array(z.int()).default([]),
});
const answer = z.object({
  total: z.int(),
  things: z.array(thing).nullable(),
  next: z.string().optional(),
});
const LONG = 5000;
const things = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `t${index}`,
    secret: "nobody's",
    parts: [1],
  }));

function stepsOf(schema: z.ZodType, value: unknown): number {
  let steps = 0;
  for (const _ of checkedAnswer(schema, value)) steps++;
  return steps;
}

test("a long answer is what its schema makes of it, in steps; a short one comes at once", () => {
  for (const value of [
    { total: 1, things: things(3), other: true },
    { total: 1, things: null, next: undefined },
    { total: 1, things: things(LONG), other: true },
    { total: 1, things: [...things(3), { id: "large", parts: Array(LONG).fill(7) }, { id: "x" }] },
  ])
    expect(allAtOnce(checkedAnswer(answer, value))).toStrictEqual(answer.parse(value));
  expect(stepsOf(answer, { total: 1, things: things(3) })).toBe(0);
  expect(stepsOf(answer, { total: 1, things: things(LONG) })).toBeGreaterThan(5);
  expect(stepsOf(z.array(answer), [{ total: 1, things: things(LONG) }])).toBeGreaterThan(5);
});

test("what is asked of a list or an object as a whole is asked, however long it is", () => {
  const few = z.object({ things: z.array(thing).max(LONG - 1) });
  expect(() => allAtOnce(checkedAnswer(few, { things: things(LONG) }))).toThrow(z.ZodError);
  const counted = answer.refine(({ total, things: all }) => total === all?.length);
  expect(() => allAtOnce(checkedAnswer(counted, { total: 1, things: things(LONG) }))).toThrow(
    z.ZodError,
  );
});

test("one wrong thing among thousands is found", () => {
  const all: unknown[] = things(LONG);
  all[LONG - 7] = { id: 7 };
  expect(() => allAtOnce(checkedAnswer(answer, { total: 1, things: all }))).toThrow(z.ZodError);
});
