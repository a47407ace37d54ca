import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSender } from "./sender.ts";

const limits = { unsent: 100, unsentAtMost: 1000, stalled: 5000 };

/** A socket whose messages leave only when the test says so. */
function slowSocket() {
  const leaving: ((error?: Error) => void)[] = [];
  const socket = {
    terminated: false,
    send: (_: unknown, done: (error?: Error) => void) => void leaving.push(done),
    terminate: () => (socket.terminated = true),
    once: () => undefined,
  };
  const send = createSender(socket as never, limits);
  return { socket, send, leave: () => leaving.shift()?.() };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("resolves when the message has left", async () => {
  const { send, leave } = slowSocket();
  const sent = vi.fn();
  const sending = send("hello").then(sent);
  await Promise.resolve();
  expect(sent).not.toHaveBeenCalled();
  leave();
  await sending;
  expect(sent).toHaveBeenCalled();
});

test("a client that reads slowly is waited for, however much it asked for at once", () => {
  const { socket, send, leave } = slowSocket();
  for (let count = 0; count < 9; count++) void send("x".repeat(90));
  for (let count = 0; count < 9; count++) {
    vi.advanceTimersByTime(4000);
    leave();
  }
  vi.advanceTimersByTime(60_000);
  expect(socket.terminated).toBe(false);
});

test("one that reads nothing is cut after a while", () => {
  const { socket, send } = slowSocket();
  void send("x".repeat(101));
  vi.advanceTimersByTime(4999);
  expect(socket.terminated).toBe(false);
  vi.advanceTimersByTime(5001);
  expect(socket.terminated).toBe(true);
});

test("little that waits is nobody's fault", () => {
  const { socket, send } = slowSocket();
  void send("x".repeat(99));
  vi.advanceTimersByTime(3_600_000);
  expect(socket.terminated).toBe(false);
});

test("far too much is cut at once, but one large message alone is not", async () => {
  const { socket, send } = slowSocket();
  void send("x".repeat(5000));
  expect(socket.terminated).toBe(false);
  await expect(send("x")).rejects.toThrow("does not read");
  expect(socket.terminated).toBe(true);
});
