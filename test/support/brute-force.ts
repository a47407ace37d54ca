/** Every way of giving each of so many things one of so many places. */
export function* everyWay(things: number, places: number): Generator<readonly number[]> {
  for (let way = 0; way < places ** things; way++)
    yield Array.from({ length: things }, (_, thing) => Math.floor(way / places ** thing) % places);
}
