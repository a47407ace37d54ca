import { minuteOf, type Day } from "./days.ts";
import { lanesOf } from "./lanes.ts";
import type { Drawn } from "./rows.ts";

/** More side by side nobody can read: the timeline has room for them. */
const MOST_LANES = 6;

/** The piece of an entry that is on one day. */
export interface Piece {
  readonly key: string;
  readonly drawn: Drawn;
  /** Which of the days. */
  readonly day: number;
  /** Minutes on that day's clock. */
  readonly from: number;
  readonly to: number;
  readonly lane: number;
  readonly lanes: number;
  /** It does not go on on the next day. */
  readonly last: boolean;
}

export interface Week {
  readonly pieces: readonly Piece[];
  /** By day: how many are drawn. */
  readonly shown: readonly number[];
}

/** Where everything of some days is drawn. `isOwn` says what must be seen first where there is too much. */
export function weekOf(
  drawn: readonly Drawn[],
  days: readonly Day[],
  { zone, isOwn }: { readonly zone: string; readonly isOwn: (one: Drawn) => boolean },
): Week {
  const laidOut = days.map((day, index) => {
    const here = drawn.filter(({ start, end }) => start < day.end && end > day.start);
    const where = { day, index, first: days[0]?.date ?? day.date };
    const pieces = here.map((one) => pieceOf(one, where, zone)).sort((a, b) => a.from - b.from);
    const all = withLanes(pieces);
    const tooMany = all.some(({ lanes }) => lanes > MOST_LANES);
    const own = tooMany ? pieces.filter(({ drawn: one }) => isOwn(one)) : [];
    const shown = own.length === 0 ? all : withLanes(own);
    return shown
      .filter(({ lane }) => lane < MOST_LANES)
      .map((piece) => Object.assign(piece, { lanes: Math.min(piece.lanes, MOST_LANES) }));
  });
  return {
    pieces: laidOut.flat(),
    shown: laidOut.map((pieces) => pieces.length),
  };
}

/** The pieces of one entry alone, as wide as the days are. */
export function piecesOf(drawn: Drawn, days: readonly Day[], zone: string): readonly Piece[] {
  return weekOf([drawn], days, { zone, isOwn: () => true }).pieces;
}

/** By what the clock shows, of which a day may have an hour twice. */
function withLanes(pieces: readonly ReturnType<typeof pieceOf>[]): readonly Piece[] {
  const lanes = lanesOf(pieces.map(({ from, to }) => ({ start: from, end: to })));
  return pieces.map((piece, index) => ({ ...piece, ...(lanes[index] ?? { lane: 0, lanes: 1 }) }));
}

interface Where {
  readonly day: Day;
  readonly index: number;
  readonly first: string;
}

function pieceOf(drawn: Drawn, { day, index, first }: Where, zone: string) {
  const from = minuteOf(day, drawn.start, zone);
  const to = minuteOf(day, drawn.end, zone);
  // By the pieces before it and not by the day: a piece keeps its key, and so the keyboard, where it goes.
  const begun = drawn.start >= day.start || day.date === first;
  return {
    key: begun ? drawn.id : `${drawn.id} ${day.date}`,
    drawn,
    day: index,
    from,
    // Where clocks are set back, an end may be earlier on the clock than its start.
    to: Math.max(to, from + 15),
    last: drawn.end <= day.end,
  };
}
