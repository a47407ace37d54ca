/** Does some work while no other tab of this browser does work of that name; where tabs cannot know, at once. */
export function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks: LockManager | undefined = navigator.locks;
  return locks === undefined ? work() : locks.request(name, work);
}
