import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDrafts } from "./drafts.ts";

let folder = "";
let time = Date.parse("2026-11-21T00:00:00Z");
const now = (): number => (time += 1000);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "labwright-drafts-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const draft = (text: string, id = "d1") => ({ id, name: "Office", path: null, text });

async function newest(): Promise<string> {
  const names = (await readdir(folder)).toSorted();
  return join(folder, names.at(-1)!);
}

describe("drafts", () => {
  it("recovers what was saved last, of each document", async () => {
    const drafts = openDrafts(folder, now);
    await drafts.save(draft("one"));
    await drafts.save(draft("two"));
    await drafts.save(draft("other", "../../d2"));
    const recovered = await openDrafts(folder, now).recover();
    expect(recovered.map(({ id, text }) => [id, text])).toEqual([
      ["../../d2", "other"],
      ["d1", "two"],
    ]);
  });

  it("keeps three generations", async () => {
    const drafts = openDrafts(folder, now);
    for (const text of ["a", "b", "c", "d", "e"]) await drafts.save(draft(text));
    const texts = await Promise.all(
      (await readdir(folder)).map(async (name) => readFile(join(folder, name), "utf8")),
    );
    expect(new Set(texts.map((text) => /"text":"(.)"/.exec(text)?.[1]))).toEqual(
      new Set(["c", "d", "e"]),
    );
  });

  it("opens the previous generation when the newest was cut off or garbled", async () => {
    const drafts = openDrafts(folder, now);
    for (const text of ["first", "second", "third"]) await drafts.save(draft(text));
    await truncate(await newest(), 90);
    expect((await drafts.recover())[0]?.text).toBe("second");
    await writeFile(join(folder, (await readdir(folder)).toSorted()[1]!), "\u0000garbage\n{}");
    expect((await drafts.recover())[0]?.text).toBe("first");
  });

  it("forgets a discarded draft and keeps the others", async () => {
    const drafts = openDrafts(folder, now);
    await Promise.all([drafts.save(draft("x")), drafts.save(draft("y", "d2"))]);
    await drafts.discard("d1");
    expect((await drafts.recover()).map(({ id }) => id)).toEqual(["d2"]);
  });

  it("numbers saves that come at once one after the other", async () => {
    const drafts = openDrafts(folder, now);
    await Promise.all(["1", "2", "3", "4"].map((text) => drafts.save(draft(text))));
    expect((await drafts.recover())[0]?.text).toBe("4");
  });

  it("says why it could not save", async () => {
    await writeFile(join(folder, "occupied"), "");
    const saved = openDrafts(join(folder, "occupied", "deeper"), now).save(draft("x"));
    await expect(saved).resolves.toMatchObject({ ok: false, error: { code: "file-write-failed" } });
  });
});
