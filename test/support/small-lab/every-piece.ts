import { SORTS, type SmallStock, type Sort } from "./small-stock.ts";

/** Something that goes whole into one place: what it takes there, and whether it may. */
interface Piece {
  readonly takes: readonly number[];
  readonly goes: (place: number) => boolean;
}

/** Of some of what is wanted of one sort: what each takes, and the places there are. */
interface Pieces {
  readonly pieces: readonly Piece[];
  readonly places: readonly (readonly number[])[];
}

/**
 * Tries every way of giving some of what is wanted of one sort its place, by the plainest reckoning there is. Shares
 * nothing with what places.
 */
export class EveryPiece {
  readonly #stock: SmallStock;

  constructor(stock: SmallStock) {
    this.#stock = stock;
  }

  fits(sort: Sort, chosen: readonly number[]): boolean {
    const { pieces, places } = this.#piecesOf(sort, chosen);
    const put = (at: number, left: readonly (readonly number[])[]): boolean => {
      const piece = pieces[at];
      if (piece === undefined) return true;
      return left.some((room, place) => {
        const after = room.map((amount, part) => amount - piece.takes[part]!);
        return (
          piece.goes(place) &&
          after.every((amount) => amount >= 0) &&
          put(at + 1, left.with(place, after))
        );
      });
    };
    return put(0, places);
  }

  /** Whether there is enough of every sort. */
  fitsAll(): boolean {
    return SORTS.every((sort) => this.fits(sort, [...Array(this.#count(sort)).keys()]));
  }

  #count(sort: Sort): number {
    return this.#stock[sort].length;
  }

  /** The fewest that have no room by themselves; null where all have. */
  fewest(sort: Sort): readonly number[] | null {
    const count = this.#count(sort);
    const choices = Array.from({ length: 2 ** count }, (_, bits) =>
      Array.from({ length: count }, (__, at) => at).filter((at) => (bits & (1 << at)) !== 0),
    );
    return (
      choices.toSorted((a, b) => a.length - b.length).find((choice) => !this.fits(sort, choice)) ??
      null
    );
  }

  /** The device that a switch is not moved from, since it suits it still; null for any. */
  staysOf(at: number): number | null {
    const { stays, speedMbps } = this.#stock.switches[at]!;
    if (stays === null) return null;
    const { isDrained, speedMbps: own } = this.#stock.devices[stays]!;
    return !isDrained && own >= speedMbps ? stays : null;
  }

  #goes(at: number, place: number): boolean {
    const { speedMbps } = this.#stock.switches[at]!;
    const stays = this.staysOf(at);
    return (
      (stays === null || stays === place) && this.#stock.devices[place]!.speedMbps >= speedMbps
    );
  }

  #piecesOf(sort: Sort, chosen: readonly number[]): Pieces {
    const { volumes, arrays, switches, devices, licences, owned, vlans, addresses } = this.#stock;
    const ones = (count: number): Piece[] =>
      Array.from({ length: count }, () => ({ takes: [1], goes: () => true }));
    switch (sort) {
      case "volumes":
        return {
          pieces: chosen.flatMap((at) => {
            const { count, capacityGiB, bandwidthMbps, stays } = volumes[at]!;
            const goes = (place: number): boolean =>
              stays === null ? !arrays[place]!.isDrained : stays === place;
            return Array.from({ length: count }, () => ({
              takes: [capacityGiB, bandwidthMbps],
              goes,
            }));
          }),
          places: arrays.map(({ isDrained, own, capacityGiB, heldGiB, bandwidthMbps }) =>
            isDrained ? [own.gibibytes, own.mbps] : [capacityGiB - heldGiB, bandwidthMbps],
          ),
        };
      case "switches":
        return {
          pieces: chosen.flatMap((at) => {
            const { count, machines } = switches[at]!;
            const cables = machines === 0 ? 0 : Math.max(count, machines);
            return Array.from({ length: count }, (_, ordinal) => ({
              takes: [
                Array.from({ length: cables }, (__, cable) => cable).filter(
                  (cable) => cable % count === ordinal,
                ).length,
              ],
              goes: (place: number) => this.#goes(at, place),
            }));
          }),
          places: devices.map(({ ports, heldPorts, isDrained }) => [
            isDrained ? 0 : Math.max(0, ports - heldPorts),
          ]),
        };
      case "licences":
        return {
          pieces: chosen.map((at) => ({
            takes: [licences[at]!.seats],
            goes: (place) => owned[place]!.product === licences[at]!.product,
          })),
          places: owned.map(({ seats, heldSeats, ends }) => [ends ? 0 : seats - heldSeats]),
        };
      case "subnets":
        return { pieces: ones(chosen.length), places: vlans.map(({ isHeld }) => [isHeld ? 0 : 1]) };
      case "exits":
        return {
          pieces: ones(chosen.length),
          places: addresses.map(({ isHeld }) => [isHeld ? 0 : 1]),
        };
    }
  }
}
