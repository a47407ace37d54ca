import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchStart, type StartingPage } from "./watch-start.ts";

const frozen = vi.fn(() => {});
let page: EventEmitter;

beforeEach(() => {
  vi.useFakeTimers();
  frozen.mockClear();
  page = new EventEmitter();
  watchStart(page as unknown as StartingPage, frozen);
});
afterEach(() => {
  vi.useRealTimers();
});

it("leaves a page alone that shows its document", () => {
  page.emit("did-navigate");
  vi.advanceTimersByTime(19_000);
  page.emit("dom-ready");
  vi.advanceTimersByTime(1_000_000);
  expect(frozen).not.toHaveBeenCalled();
});

it("says once that the document does not come", () => {
  page.emit("did-navigate");
  vi.advanceTimersByTime(20_000);
  expect(frozen).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000_000);
  expect(frozen).toHaveBeenCalledTimes(1);
});

it("leaves alone what was closed before", () => {
  page.emit("did-navigate");
  page.emit("destroyed");
  vi.advanceTimersByTime(1_000_000);
  expect(frozen).not.toHaveBeenCalled();
});

it("does not watch a page that is loaded anew later", () => {
  page.emit("did-navigate");
  page.emit("dom-ready");
  page.emit("did-navigate");
  vi.advanceTimersByTime(1_000_000);
  expect(frozen).not.toHaveBeenCalled();
});
