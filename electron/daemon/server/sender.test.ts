import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSender } from "./sender.ts";

const limits = { unsent: 100, unsentAtMost: 1000, stalled: 5000 };

/** A socket whose messages leave only when the test says so. */
function slowSocket(more: Partial<typeof limits> = {}) {
  const leaving: ((error?: Error) => void)[] = [];
  const pieces: { readonly data: string; readonly fin: boolean }[] = [];
  const socket = {
    terminated: false,
    send: (data: unknown, { fin }: { fin: boolean }, done: (error?: Error) => void) => {
      pieces.push({ data: String(data), fin });
      leaving.push(done);
    },
    terminate: () => (socket.terminated = true),
    once: () => undefined,
  };
  const send = createSender(socket as never, { ...limits, ...more });
  return { socket, send, pieces, leave: () => leaving.shift()?.() };
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

test("a long message goes in pieces, with no other between, and each that leaves is a sign of life", async () => {
  const { socket, send, leave, pieces } = slowSocket({ unsentAtMost: 2_000_000 });
  const long = "é".repeat(500_000);
  const sending = [send(long), send("short")];
  for (let count = 0; count < 5; count++) {
    vi.advanceTimersByTime(4000);
    leave();
  }
  await Promise.all(sending);
  expect(socket.terminated).toBe(false);
  expect(pieces.map(({ fin }) => fin)).toEqual([false, false, false, true, true]);
  expect(pieces.at(-1)?.data).toBe("short");
});

test("a daemon that was held up itself cuts nobody for that", () => {
  const { socket, send } = slowSocket();
  void send("x".repeat(101));
  // All that it slept through is one look to it.
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersToNextTimer();
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
