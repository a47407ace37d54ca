const last = new Map<string, Promise<unknown>>();

/**
 * What is done to a tab's file is done one after the other: a save that is asked for while *Keep mine* still
 * reads the file waits until that is settled, instead of finding the file changed.
 */
export function inFileTurn<T>(document: string, work: () => Promise<T>): Promise<T> {
  const before = last.get(document) ?? Promise.resolve();
  const done = before.then(work, work);
  last.set(document, done);
  return done.finally(() => {
    if (last.get(document) === done) last.delete(document);
  });
}
