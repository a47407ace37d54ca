import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { endFrozenStart, type StartingPage } from "./frozen-start.ts";

const ended = vi.fn(() => {});
let page: EventEmitter;

beforeEach(() => {
  vi.useFakeTimers();
  ended.mockClear();
  page = new EventEmitter();
  endFrozenStart(
    Object.assign(page, { forcefullyCrashRenderer: ended }) as unknown as StartingPage,
  );
});
afterEach(() => {
  vi.useRealTimers();
});

it("leaves a page alone that shows its document", () => {
  page.emit("did-navigate");
  vi.advanceTimersByTime(19_000);
  page.emit("dom-ready");
  vi.advanceTimersByTime(1_000_000);
  expect(ended).not.toHaveBeenCalled();
});

it("ends one that does not, and gives the next one twice the time", () => {
  page.emit("did-navigate");
  vi.advanceTimersByTime(20_000);
  expect(ended).toHaveBeenCalledTimes(1);
  page.emit("did-navigate");
  vi.advanceTimersByTime(39_000);
  expect(ended).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(ended).toHaveBeenCalledTimes(2);
});

it("leaves alone what was closed before", () => {
  page.emit("did-navigate");
  page.emit("destroyed");
  vi.advanceTimersByTime(1_000_000);
  expect(ended).not.toHaveBeenCalled();
});
