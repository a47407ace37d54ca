import { expect, it } from "vitest";
import { fault, FaultError } from "../../shared/base/fault.ts";
import { askOn, askToChangeOn, askUntilAnsweredOn, type Line } from "./asking.ts";

const LOST = new Error("the socket was closed");

/** A daemon that answers each call with the next of `answers`, and is back so often after it was lost. */
function lineOf(answers: readonly unknown[], backs: number) {
  const left = [...answers];
  const asked: string[] = [];
  let waits = backs;
  const client = (what: string): Promise<unknown> => {
    asked.push(what);
    const answer = left.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const line: Line<typeof client> = {
    client: () => client,
    back: () => Promise.resolve(waits-- > 0),
  };
  return { line, asked };
}

const book = (client: (what: string) => Promise<unknown>): Promise<unknown> =>
  client("book, key 1");

it("asks again what is done once until it is answered, and nothing else", async () => {
  const lost = lineOf([LOST, LOST, "booked"], 5);
  expect(await askUntilAnsweredOn(lost.line, book)).toEqual({ ok: true, value: "booked" });
  expect(lost.asked).toEqual(["book, key 1", "book, key 1", "book, key 1"]);
  const once = lineOf([LOST, "released"], 5);
  expect(await askToChangeOn(once.line, book)).toMatchObject({ error: { code: "answer-lost" } });
  expect(once.asked).toHaveLength(1);
});

it("tells once that it waits, and nobody who is answered at once", async () => {
  let told = 0;
  const lost = lineOf([LOST, LOST, "released"], 5);
  await askUntilAnsweredOn(lost.line, book, () => (told += 1));
  expect(told).toBe(1);
  await askUntilAnsweredOn(lineOf(["released"], 5).line, book, () => (told += 1));
  expect(told).toBe(1);
});

it("says that it may have been done where nobody waits any longer", async () => {
  const { line, asked } = lineOf([LOST, LOST, LOST], 1);
  expect(await askUntilAnsweredOn(line, book)).toMatchObject({ error: { code: "answer-lost" } });
  expect(asked).toHaveLength(2);
});

it("takes a refusal for the answer that it is", async () => {
  const refused = new FaultError(fault("slots-taken", { count: 1, total: 1, detail: "" }));
  const { line, asked } = lineOf([LOST, refused, "booked"], 5);
  expect(await askUntilAnsweredOn(line, book)).toMatchObject({ error: { code: "slots-taken" } });
  expect(asked).toHaveLength(2);
});

it("knows that nothing was done where nobody was there to be asked, and of what changes nothing", async () => {
  const away: Line<never> = { client: () => null, back: () => Promise.resolve(true) };
  const never = (): Promise<never> => Promise.reject(LOST);
  expect(await askUntilAnsweredOn(away, never)).toMatchObject({
    error: { code: "daemon-unreachable" },
  });
  const { line } = lineOf([LOST], 5);
  expect(await askOn(line, book)).toMatchObject({ error: { code: "daemon-unreachable" } });
});
