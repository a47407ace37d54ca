import { beforeEach, expect, test, vi } from "vitest";
import { labPriceBook } from "../../shared/prices/lab-book.ts";
import { memoryShelf } from "../host/test-browser.ts";
import { keepPrices } from "./keep-prices.ts";
import { bookKey, usePrices } from "./prices-state.ts";

const book = labPriceBook();
const span = { id: "starter", name: "Starter", currency: "EUR", from: null, to: null };
const spans = [
  { ...span, revision: 2, state: "in-force" as const },
  { ...span, revision: 1, state: "past" as const },
];

beforeEach(() => {
  usePrices.setState(usePrices.getInitialState(), true);
});

test("the list in force is there again without a daemon", async () => {
  const shelf = memoryShelf();
  const stop = keepPrices(shelf);
  usePrices.setState({
    spans,
    books: { [bookKey("starter", 1)]: book, [bookKey("starter", 2)]: book },
  });
  await vi.waitFor(async () => expect(await shelf.get("prices")).toBeDefined());
  stop();
  usePrices.setState(usePrices.getInitialState(), true);
  keepPrices(shelf)();
  await vi.waitFor(() => expect(usePrices.getState().spans).toEqual(spans));
  expect(usePrices.getState().books).toEqual({ [bookKey("starter", 2)]: book });
});

test("what the daemon said meanwhile is newer", async () => {
  const shelf = memoryShelf();
  await shelf.put([["prices", { spans, books: {} }]]);
  const stop = keepPrices(shelf);
  usePrices.setState({ spans: spans.slice(0, 1) });
  await new Promise((resolve) => setTimeout(resolve));
  expect(usePrices.getState().spans).toHaveLength(1);
  stop();
});
