import { beforeEach, expect, test, vi } from "vitest";
import { fault } from "../../shared/base/fault.ts";
import { err, ok } from "../../shared/base/result.ts";
import { ask } from "../live/actions.ts";
import { beginDraft, changeText, endDraft, undoDraft, useDraft } from "./draft-session.ts";
import { openDraft } from "./open-draft.ts";

vi.mock("../live/actions.ts", () => ({ ask: vi.fn() }));

const answer = vi.mocked(ask);
const session = () => useDraft.getState().session;
const known = { book: "lab", version: 2, text: "id: lab\nname: New\n" };

beforeEach(() => {
  endDraft();
  answer.mockReset();
  beginDraft({ book: "lab", version: 1, text: "id: lab\n" });
  changeText(known.text);
});

test("who leaves a draft and comes back finds what was typed last, and can take it back", async () => {
  answer.mockResolvedValueOnce(ok({ version: 2 })).mockResolvedValueOnce(ok(known));
  await openDraft("lab");
  expect(session()).toMatchObject({ ...known, saving: "saved" });
  undoDraft();
  expect(session()?.text).toBe("id: lab\n");
});

test("what could not be saved is not given up for what the lab has", async () => {
  answer.mockResolvedValue(err(fault("daemon-unreachable", { address: "this machine" })));
  await openDraft("lab");
  expect(session()).toMatchObject({ text: known.text, saving: "failed" });
});

test("what somebody else has saved since is shown, as who could not save was told", async () => {
  const other = { book: "lab", version: 5, text: "id: lab\nname: Theirs\n" };
  for (const saved of [
    ok({ version: 2 }),
    err(fault("price-draft-changed", { book: "lab", by: "ada" })),
  ]) {
    answer.mockResolvedValueOnce(saved).mockResolvedValueOnce(ok(other));
    await openDraft("lab");
    expect(session()).toMatchObject({ ...other, past: [], fault: null });
    beginDraft({ book: "lab", version: 1, text: "id: lab\n" });
    changeText(known.text);
  }
});
