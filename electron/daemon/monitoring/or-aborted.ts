/**
 * Waits for news, or until a signal aborts; the signal makes it throw nothing. Its listener is taken back: a signal lives as long
 * as a subscriber, who waits thousands of times.
 */
export async function orAborted(news: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const wake = (): void => resolve();
  signal.addEventListener("abort", wake, { once: true });
  if (signal.aborted) resolve();
  await Promise.race([news, promise]);
  signal.removeEventListener("abort", wake);
}
