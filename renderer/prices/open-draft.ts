import type { Result } from "../../shared/base/result.ts";
import type { PriceBook } from "../../shared/pricing/engine/book.ts";
import { editBookText, printBook } from "../../shared/prices/book-text.ts";
import { labPriceBook } from "../../shared/prices/lab-book.ts";
import { sayFault } from "../commands/notify.ts";
import { ask } from "../live/actions.ts";
import { beginDraft, save, useDraft } from "./draft-session.ts";
import { resumeDraft } from "./kept-draft.ts";
import { loadPrices } from "./load-prices.ts";
import { showPrices } from "./prices-state.ts";

/**
 * Goes on with a draft that is there: the one that is open, with its steps back and what of it is not saved yet, unless
 * somebody else has saved another one since.
 */
export async function openDraft(book: string): Promise<void> {
  await save();
  const read = await ask((client) => client.prices.draft({ book }));
  const { session } = useDraft.getState();
  const own = session?.book === book ? session : null;
  const isOutdated = own?.fault?.code === "price-draft-changed";
  if (own === null && (await resumeDraft(book))) return showPrices({ type: "draft", book });
  const isUnsaved = own !== null && own.saving !== "saved" && !isOutdated;
  if (!isUnsaved && !read.ok) return sayFault(read.error);
  if (!isUnsaved && read.ok && read.value.version !== own?.version) beginDraft(read.value);
  showPrices({ type: "draft", book });
}

/** Begins the next revision of a book from the one given. */
export async function draftFrom(published: PriceBook): Promise<void> {
  if (await resumeDraft(published.id)) return showPrices({ type: "draft", book: published.id });
  // When it is to hold is asked for at the end.
  const book = { ...published, effectiveFrom: undefined, effectiveTo: undefined };
  beginDraft({ book: book.id, version: 0, text: printBook(book) });
  showPrices({ type: "draft", book: book.id });
}

/** Begins the next revision of a book from the example that Labwright ships. */
export async function draftFromExample(book: string): Promise<void> {
  if (await resumeDraft(book)) return showPrices({ type: "draft", book });
  const text = printBook(labPriceBook());
  beginDraft({ book, version: 0, text: editBookText(text, ["id"], book) ?? text });
  showPrices({ type: "draft", book });
}

/** Forgets what is not published, here and at the daemon. */
export async function discardDraft(book: string): Promise<Result<unknown>> {
  const done = await ask((client) => client.prices.discard({ book }));
  if (done.ok) await loadPrices();
  return done;
}
