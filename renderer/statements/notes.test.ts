import { beforeEach, describe, expect, test } from "vitest";
import type { Shelf } from "../host/storage.ts";
import { isNotes, printNotes, readNotes } from "./notes-file.ts";
import {
  addNotes,
  keepNote,
  knowNotes,
  notesAtRisk,
  noteSent,
  startNotes,
  useNotes,
} from "./notes.ts";
import { meetLab, startSigners, trustSigner, useSigners } from "./signers.ts";

function shelfOf(values: Map<string, unknown>): Shelf {
  return {
    get: (key) => Promise.resolve(values.get(key)),
    put: (entries) => {
      for (const [key, value] of entries) values.set(key, structuredClone(value));
      return Promise.resolve();
    },
    remove: () => Promise.resolve(),
    list: () => Promise.resolve([]),
  };
}

const note = {
  id: "note-1",
  about: "course",
  line: "",
  title: "All of it",
  text: "It was off.",
  sort: "dispute" as const,
  madeAt: "2026-11-05T00:00:00.000Z",
};
const pending = { note, lab: "ab12", refused: null };
const heard = { ...note, tenant: "acme", by: "anna", receivedAt: note.madeAt, answer: null };

beforeEach(() => {
  useNotes.setState({ pending: [], known: [], kept: true });
  useSigners.setState(useSigners.getInitialState(), true);
});

describe("notes on statements", () => {
  test("that were made offline are there again after a restart, until the lab has them", async () => {
    const disk = new Map<string, unknown>();
    await keepNote(pending, shelfOf(disk));
    useNotes.setState({ pending: [], known: [] });
    await startNotes(shelfOf(disk));
    expect(useNotes.getState()).toMatchObject({ pending: [pending], known: [] });
    await noteSent("note-1", { heard }, shelfOf(disk));
    useNotes.setState({ pending: [], known: [] });
    await startNotes(shelfOf(disk));
    expect(useNotes.getState()).toMatchObject({ pending: [], known: [heard] });
  });

  test("that the lab does not take stay, with the reason", async () => {
    const shelf = shelfOf(new Map());
    await keepNote(pending, shelf);
    await noteSent("note-1", { refused: "You may not do that" }, shelf);
    expect(useNotes.getState().pending).toEqual([{ ...pending, refused: "You may not do that" }]);
  });

  test("that the shelf refuses are at risk until the lab has them, or the shelf takes them after all", async () => {
    const full: Shelf = { ...shelfOf(new Map()), put: () => Promise.reject(new Error("quota")) };
    await keepNote(pending, full);
    expect(useNotes.getState().pending).toEqual([pending]);
    expect(notesAtRisk(useNotes.getState())).toBe(1);
    await noteSent("note-1", { heard }, full);
    expect(notesAtRisk(useNotes.getState())).toBe(0);
    const other = { ...pending, note: { ...note, id: "note-2" } };
    await keepNote(other, full);
    await knowNotes([heard], shelfOf(new Map()));
    expect(notesAtRisk(useNotes.getState())).toBe(0);
  });

  test("go through a file to another computer, each once", async () => {
    const text = printNotes([pending]);
    expect(isNotes({ text })).toBe(true);
    const read = readNotes(text);
    if (!read.ok) throw new Error(read.error.code);
    const disk = new Map<string, unknown>();
    expect(await addNotes(read.value, shelfOf(disk))).toBe(1);
    expect(await addNotes(read.value, shelfOf(disk))).toBe(0);
    useNotes.setState({ pending: [] });
    await startNotes(shelfOf(disk));
    expect(useNotes.getState().pending).toEqual([pending]);
  });

  test("of a damaged file are refused with the place", () => {
    const text = printNotes([pending]).replace('"dispute"', '"praise"');
    expect(readNotes(text)).toMatchObject({
      error: { code: "notes-damaged", where: "notes.0.note.sort" },
    });
  });

  test("of a damaged store are none", async () => {
    await startNotes(shelfOf(new Map([["statement-notes", { pending: "?" }]])));
    expect(useNotes.getState()).toMatchObject({ pending: [], known: [] });
  });
});

test("a signer that was trusted once is known after a restart", async () => {
  const disk = new Map<string, unknown>();
  trustSigner("ab12", "Lab", note.madeAt, shelfOf(disk));
  useSigners.setState({ known: {} });
  await startSigners(shelfOf(disk));
  expect(useSigners.getState().known).toEqual({ ab12: { name: "Lab", since: note.madeAt } });
});

test("the lab that bills came from is known after a restart, to say something about them", async () => {
  const disk = new Map<string, unknown>();
  meetLab({ name: "Lab", fingerprint: "ab12" }, note.madeAt, shelfOf(disk));
  useSigners.setState(useSigners.getInitialState(), true);
  await startSigners(shelfOf(disk));
  expect(useSigners.getState()).toEqual({
    known: { ab12: { name: "Lab", since: note.madeAt } },
    lab: { name: "Lab", fingerprint: "ab12" },
  });
});
