import { create } from "zustand";
import type { Fault } from "../../shared/base/fault.ts";
import { editBookText, lineFinder, type BookPath } from "../../shared/prices/book-text.ts";
import { ask } from "../live/actions.ts";
import { useLive } from "../live/state.ts";
import { loadPrices } from "./load-prices.ts";

export interface DraftSession {
  /** Of which book it is to be the next revision. */
  readonly book: string;
  /** The one the daemon has. */
  readonly version: number;
  readonly text: string;
  readonly past: readonly string[];
  readonly future: readonly string[];
  readonly saving: "saved" | "waiting" | "saving" | "failed";
  /** Why it could not be saved. */
  readonly fault: Fault | null;
}

interface Editing {
  readonly session: DraftSession | null;
  /** What of the book the form shows. */
  readonly part: BookPart;
  /** The line of the text to bring into view, and whether to go there; a new object each time. */
  readonly target: { readonly line: number; readonly take: boolean } | null;
}

export type BookPart =
  | { readonly type: "book" | "windows" | "discounts" }
  | { readonly type: "rule"; readonly at: number };

/** The draft that is being edited. Its text is the only truth: form and YAML both change it. */
export const useDraft = create<Editing>()(() => ({
  session: null,
  part: { type: "book" },
  target: null,
}));

/** Whoever types is waited for. */
const SAVE_AFTER_MS = 700;
/** Typing in one place is one step back. */
const STEP_MS = 1000;
const MOST_STEPS = 200;

let timer: ReturnType<typeof setTimeout> | undefined;
let lastStep = { place: "", at: 0 };

/** Begins with what the daemon has, or with a text of which it has nothing yet (version 0). */
export function beginDraft(draft: { book: string; version: number; text: string }): void {
  clearTimeout(timer);
  lastStep = { place: "", at: 0 };
  const { book, version, text } = draft;
  const saving = version === 0 ? "waiting" : "saved";
  const session = { book, version, text, past: [], future: [], saving, fault: null } as const;
  useDraft.setState({ session, part: { type: "book" }, target: null });
  if (version === 0) void save();
}

export function endDraft(): void {
  clearTimeout(timer);
  useDraft.setState({ session: null });
}

/** Shows a part of the book in the form, and where it stands in the text. */
export function showPart(part: BookPart): void {
  const line = lineFinder(useDraft.getState().session?.text ?? "")(pathOf(part));
  useDraft.setState({ part, ...(line !== null && { target: { line, take: false } }) });
}

/** Goes to a line of the text. */
export function showLine(line: number): void {
  useDraft.setState({ target: { line, take: true } });
}

function pathOf(part: BookPart): BookPath {
  switch (part.type) {
    case "rule":
      return ["rules", part.at];
    case "windows":
      return ["windowSets"];
    case "discounts":
      return ["discounts"];
    case "book":
      return ["id"];
  }
}

/** Exchanges the whole text. `place` says where somebody types, so that going on there is the same step. */
export function changeText(text: string, place = ""): void {
  const { session } = useDraft.getState();
  if (session === null || text === session.text) return;
  const now = Date.now();
  const goesOn = place !== "" && place === lastStep.place && now - lastStep.at < STEP_MS;
  lastStep = { place, at: now };
  const past = goesOn ? session.past : [...session.past, session.text].slice(-MOST_STEPS);
  put({ ...session, text, past, future: [] });
}

/** Exchanges values of the book, all of them in one step. False where the text leaves no way to do it. */
export function changeValues(changes: readonly (readonly [BookPath, unknown])[]): boolean {
  const text = useDraft.getState().session?.text;
  let changed = text;
  for (const [path, value] of changes)
    if (changed !== undefined) changed = editBookText(changed, path, value);
  if (changed === undefined) return false;
  changeText(changed);
  return true;
}

export function undoDraft(): void {
  step((session) => {
    const text = session.past.at(-1);
    if (text === undefined) return null;
    const future = [session.text, ...session.future];
    return { ...session, text, past: session.past.slice(0, -1), future };
  });
}

export function redoDraft(): void {
  step((session) => {
    const [text, ...future] = session.future;
    return text === undefined
      ? null
      : { ...session, text, past: [...session.past, session.text], future };
  });
}

function step(move: (session: DraftSession) => DraftSession | null): void {
  const { session } = useDraft.getState();
  const moved = session && move(session);
  lastStep = { place: "", at: 0 };
  if (moved !== null) put(moved);
}

function put(session: DraftSession): void {
  useDraft.setState({ session: { ...session, saving: "waiting" } });
  clearTimeout(timer);
  timer = setTimeout(() => void save(), SAVE_AFTER_MS);
}

let queue: Promise<void> = Promise.resolve();

/** Saves what is not saved yet; one after the other, the newest last. */
export function save(): Promise<void> {
  clearTimeout(timer);
  queue = queue.then(saveNewest);
  return queue;
}

async function saveNewest(): Promise<void> {
  const { session } = useDraft.getState();
  if (session !== null && session.saving !== "saved") await saveNow(session);
}

async function saveNow({ book, version, text }: DraftSession): Promise<void> {
  change(book, { saving: "saving" });
  const saved = await ask((client) => client.prices.save({ book, version, text }));
  const { session } = useDraft.getState();
  if (session?.book !== book) return;
  if (!saved.ok) return change(book, { saving: "failed", fault: saved.error });
  const isNewest = session.text === text;
  change(book, {
    version: saved.value.version,
    saving: isNewest ? "saved" : "waiting",
    fault: null,
  });
  if (version === 0) void loadPrices();
}

function change(book: string, part: Partial<DraftSession>): void {
  const { session } = useDraft.getState();
  if (session?.book === book) useDraft.setState({ session: { ...session, ...part } });
}

/** Saves again what failed because the daemon was away. Returns how to stop. */
export function saveWhenOnline(): () => void {
  return useLive.subscribe((live, before) => {
    const isNew = live.connection.status === "online" && before.connection.status !== "online";
    if (isNew && useDraft.getState().session?.saving === "failed") void save();
  });
}
