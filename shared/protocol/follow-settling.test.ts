import { expect, test } from "vitest";
import type { Settling } from "../pool/outlook.ts";
import type { LabwrightClient } from "./client.ts";
import { followSettling } from "./follow-settling.ts";

const NOBODY_LISTENS = { addEventListener: () => undefined, removeEventListener: () => undefined };

test("tells how far it has come until the answer is there; what is not answered tells nothing", async () => {
  const over = { aborted: false, reason: null, ...NOBODY_LISTENS };
  const answers: (Settling | null | "away")[] = [null, { done: 0, of: 60 }, "away"];
  answers.push({ done: 25, of: 60 }, { done: 50, of: 60 });
  const settling = async ({ id }: { id: string }): Promise<Settling | null> => {
    const answer = answers.shift();
    if (answers.length === 0) over.aborted = true;
    if (answer === "away" || answer === undefined) throw new Error(`${id} is away`);
    return answer;
  };
  const client = { pools: { settling } } as unknown as LabwrightClient;
  const clock = { now: () => 0, sleep: () => Promise.resolve() };
  const told: Settling[] = [];
  const following = { pool: "lab", clock, signal: over };
  await followSettling(client, following, (now) => told.push(now));
  // The last one came together with the answer.
  expect(told).toEqual([
    { done: 0, of: 60 },
    { done: 25, of: 60 },
  ]);
});
