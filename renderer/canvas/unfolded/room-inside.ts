/** Something along one axis that takes up more room than where it was drawn. */
interface Grown {
  readonly at: number;
  readonly size: number;
  /** What it takes up now. */
  readonly grown: number;
}

/**
 * Makes room along one axis: tells for each place where it is now, so that what came behind something that has
 * grown still does, as far behind. Order is kept, so nothing that stood apart along this axis meets.
 */
export function roomFor(all: readonly Grown[]): (place: number) => number {
  const growing = all.filter(({ size, grown }) => grown > size).toSorted((a, b) => a.at - b.at);
  // Behind which place how much is added: growing ones beside each other add the most of them, not the sum.
  const steps: { readonly behind: number; readonly add: number }[] = [];
  const addAt = (place: number): number =>
    steps.reduce((most, { behind, add }) => (behind <= place ? Math.max(most, add) : most), 0);
  for (const { at, size, grown } of growing)
    steps.push({ behind: at + size, add: addAt(at) + grown - size });
  return (place) => place + addAt(place);
}
