import type { Result } from "../../shared/base/result.ts";
import type { PriceBook } from "../../shared/pricing/engine/book.ts";
import { ask } from "../live/actions.ts";
import { hasRole } from "../live/role.ts";
import { useLive } from "../live/state.ts";
import { bookKey, usePrices } from "./prices-state.ts";

/** Asks for the revisions, and for the drafts where one may see them. */
export async function loadPrices(): Promise<void> {
  const admin = hasRole(useLive.getState(), "lab-admin");
  const [spans, drafts] = await Promise.all([
    ask((client) => client.prices.list()),
    admin ? ask((client) => client.prices.drafts()) : null,
  ]);
  usePrices.setState({
    ...(spans.ok && { spans: spans.value }),
    ...(drafts?.ok === true && { drafts: drafts.value }),
  });
}

/** A revision, asked for once. */
export async function loadBook(book: string, revision: number): Promise<Result<PriceBook>> {
  const known = usePrices.getState().books[bookKey(book, revision)];
  if (known !== undefined) return { ok: true, value: known };
  const read = await ask((client) => client.prices.get({ book, revision }));
  if (read.ok)
    usePrices.setState(({ books }) => ({
      books: { ...books, [bookKey(book, revision)]: read.value },
    }));
  return read;
}
