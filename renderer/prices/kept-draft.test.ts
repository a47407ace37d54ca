import { beforeEach, expect, test, vi } from "vitest";
import { fault } from "../../shared/base/fault.ts";
import { err, ok } from "../../shared/base/result.ts";
import { memoryShelf } from "../host/test-browser.ts";
import { ask } from "../live/actions.ts";
import { beginDraft, changeText, endDraft, save, useDraft } from "./draft-session.ts";
import { keepDraft, resumeDraft } from "./kept-draft.ts";

vi.mock("../live/actions.ts", () => ({ ask: vi.fn() }));

const answer = vi.mocked(ask);
const session = () => useDraft.getState().session;
const away = err(fault("daemon-unreachable", { address: "this machine" }));

beforeEach(() => {
  endDraft();
  answer.mockReset();
});

test("what was typed while the daemon was away is there again in the next window, and saved then", async () => {
  const shelf = memoryShelf();
  const stop = keepDraft(shelf);
  answer.mockResolvedValue(away);
  beginDraft({ book: "lab", version: 3, text: "id: lab\n" });
  changeText("id: lab\nname: New\n");
  await save();
  expect(session()?.saving).toBe("failed");
  // The window is closed.
  stop();
  endDraft();
  const again = keepDraft(shelf);
  answer.mockResolvedValue(ok({ version: 4 }));
  expect(await resumeDraft("lab", shelf)).toBe(true);
  expect(session()).toMatchObject({ text: "id: lab\nname: New\n", version: 4, saving: "saved" });
  again();
  expect(await resumeDraft("lab", shelf)).toBe(false);
});

test("what is discarded is not kept, and of another book nothing is", async () => {
  const shelf = memoryShelf();
  const stop = keepDraft(shelf);
  answer.mockResolvedValue(away);
  beginDraft({ book: "lab", version: 3, text: "id: lab\n" });
  changeText("id: lab\nname: New\n");
  beginDraft({ book: "other", version: 1, text: "id: other\n" });
  expect(await shelf.get("price draft lab")).toMatchObject({ version: 3 });
  expect(await resumeDraft("lab", shelf)).toBe(true);
  endDraft();
  stop();
  expect(await resumeDraft("lab", shelf)).toBe(false);
});
