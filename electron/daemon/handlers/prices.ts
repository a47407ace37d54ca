import { toInstant } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import { err } from "../../../shared/base/result.ts";
import { checkBook } from "../../../shared/prices/check-book.ts";
import { revisionSpans, type RevisionSpan } from "../../../shared/prices/publish.ts";
import { bookWithoutCosts } from "../../../shared/pricing/without-costs.ts";
import { readBook } from "../../../shared/pricing/engine/read.ts";
import { whatWouldChange } from "../pricing/what-would-change.ts";
import { found, procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

/** Price books: what holds when, drafts of what is to hold, and what that would change. */
export function priceHandlers(services: Services) {
  const { store, clock, catalogue } = services;
  const group = procedures.prices;
  const spans = async (): Promise<RevisionSpan[]> => {
    const now = clock.now();
    const [current] = await store.currentPriceBooks(toInstant(now));
    const all = revisionSpans(await store.allPriceBooks(), now);
    // The book that everybody is charged by who agreed on no other comes first.
    const isCurrent = ({ id }: RevisionSpan): number => (id === current?.id ? 0 : 1);
    return all.toSorted((a, b) => isCurrent(a) - isCurrent(b));
  };
  return {
    list: group.list.handler(spans),
    get: group.get.handler(async ({ input: { book, revision }, context: { user } }) => {
      const revisions = await store.priceBooks(book);
      const wanted = revisions.find((one) => one.revision === revision);
      const whole = found(wanted, "price book", `${book} revision ${revision}`);
      const seesCosts = user.roles.includes("lab-admin") || user.roles.includes("operator");
      return seesCosts ? whole : bookWithoutCosts(whole);
    }),
    drafts: group.drafts.handler(async () =>
      (await store.priceDrafts()).map(({ book, version, savedAt, by }) => ({
        book,
        version,
        savedAt,
        by,
      })),
    ),
    draft: group.draft.handler(async ({ input: { book } }) =>
      found(await store.priceDraft(book), "draft of the price book", book),
    ),
    save: group.save.handler(async ({ input: { book, text, version }, context: { user } }) => {
      const savedAt = toInstant(clock.now());
      const draft = { book, version: version + 1, savedAt, by: user.id };
      await store.putPriceDraft({ ...draft, text });
      return draft;
    }),
    discard: group.discard.handler(async ({ input: { book } }) => {
      const done = await store.removePriceDraft(book);
      found(done || null, "draft of the price book", book);
      return {};
    }),
    check: group.check.handler(({ input: { text } }) => [
      ...checkBook(text, catalogue, clock.now()).findings,
    ]),
    whatWouldChange: group.whatWouldChange.handler(async ({ input }) =>
      unwrap(await whatWouldChange(services, input)),
    ),
    publish: group.publish.handler(async ({ input: { text, from, to } }) => {
      const draft = unwrap(readBook(text));
      const at = toInstant(clock.now());
      const { id, revision } = await store.publishPriceBook(draft, { from, to }, at);
      await store.appendEvent(null, null, at, { type: "prices", book: id, revision });
      const made = (await spans()).find((one) => one.id === id && one.revision === revision);
      return made ?? unwrap(err(fault("not-found", { what: "price book", id })));
    }),
  };
}
