import { expect, test } from "vitest";
import { inFileTurn } from "./file-turns.ts";

test("what is done to one tab's file is done in the order it was asked for", async () => {
  const done: string[] = [];
  const slow = Promise.withResolvers<undefined>();
  const first = inFileTurn("tab", async () => {
    await slow.promise;
    done.push("keep mine");
  });
  const second = inFileTurn("tab", async () => void done.push("save"));
  await inFileTurn("other tab", async () => void done.push("other"));
  slow.resolve(undefined);
  await Promise.all([first, second]);
  expect(done).toEqual(["other", "keep mine", "save"]);
});

test("a failure is its own caller's, and the next goes on", async () => {
  const first = inFileTurn("tab", () => Promise.reject(new Error("gone")));
  const second = inFileTurn("tab", () => Promise.resolve("saved"));
  await expect(first).rejects.toThrow("gone");
  expect(await second).toBe("saved");
});
