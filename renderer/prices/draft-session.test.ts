import { beforeEach, expect, test, vi } from "vitest";
import { fault } from "../../shared/base/fault.ts";
import { err, ok } from "../../shared/base/result.ts";
import { ask } from "../live/actions.ts";
import {
  beginDraft,
  changeText,
  changeValues,
  endDraft,
  redoDraft,
  save,
  showPart,
  undoDraft,
  useDraft,
} from "./draft-session.ts";

vi.mock("../live/actions.ts", () => ({ ask: vi.fn() }));

const TEXT = 'id: lab\nrules:\n  - id: machine # ours\n    price: "1"\n';
const session = () => useDraft.getState().session;
const answer = vi.mocked(ask);

beforeEach(() => {
  endDraft();
  answer.mockReset().mockResolvedValue(ok({ version: 2 }));
  beginDraft({ book: "lab", version: 1, text: TEXT });
});

test("values are changed in the text, in one step that can be taken back", () => {
  const changed = changeValues([
    [["rules", 0, "price"], "2"],
    [["rules", 0, "cost"], "1"],
  ]);
  expect(changed).toBe(true);
  const text = session()?.text;
  expect(text).toContain('- id: machine # ours\n    price: "2"\n    cost: "1"');
  undoDraft();
  expect(session()).toMatchObject({ text: TEXT, past: [], future: [text] });
  redoDraft();
  expect(session()).toMatchObject({ text, past: [TEXT], future: [] });
});

test("typing in one place is one step, and another place another one", () => {
  changeText(`${TEXT}# a`, "text");
  changeText(`${TEXT}# ab`, "text");
  changeValues([[["id"], "other"]]);
  expect(session()?.past).toEqual([TEXT, `${TEXT}# ab`]);
});

test("a text that is no YAML is not changed by the form", () => {
  changeText("rules: [");
  expect(changeValues([[["id"], "other"]])).toBe(false);
  expect(session()?.text).toBe("rules: [");
});

test("what is typed while it is saved is saved next", async () => {
  const saved = Promise.withResolvers<Awaited<ReturnType<typeof ask>>>();
  answer.mockReturnValue(saved.promise);
  changeText("one");
  const first = save();
  await vi.waitFor(() => expect(answer).toHaveBeenCalledOnce());
  changeText("two");
  saved.resolve(ok({ version: 2 }));
  await first;
  expect(session()).toMatchObject({ saving: "waiting", version: 2 });
  answer.mockResolvedValue(ok({ version: 3 }));
  await save();
  expect(session()).toMatchObject({ saving: "saved", version: 3 });
  expect(answer).toHaveBeenCalledTimes(2);
});

test("a refusal is kept with the text", async () => {
  const refusal = fault("price-draft-changed", { book: "lab", by: "bela" });
  answer.mockResolvedValue(err(refusal));
  changeText("mine");
  await save();
  expect(session()).toMatchObject({ saving: "failed", fault: refusal, text: "mine" });
});

test("a part of the book is shown where it stands", () => {
  showPart({ type: "rule", at: 0 });
  expect(useDraft.getState()).toMatchObject({
    part: { type: "rule", at: 0 },
    target: { line: 3, take: false },
  });
});
