import { useEffect, useRef } from "react";
import { useLoading } from "./use-loading.ts";

/** Lines of a long list are asked for so many at a time. */
export const BLOCK = 50;
/** What is scrolled past quickly is not asked for. */
const SETTLE_MS = 60;

export interface Blocks {
  /** Names the list. */
  readonly key: string;
  /** The lines that are in view. */
  readonly first: number;
  readonly last: number;
  /** How many there are; null before any came. */
  readonly total: number | null;
  readonly has: (line: number) => boolean;
  /** Asks for blocks. `anew`: all others that are known are older than these. */
  readonly load: (blocks: readonly number[], anew: boolean) => Promise<void>;
}

/** Asks for the lines of a long list that are in view, and has them as the lab has them. */
export function useBlocks({ key, first, last, total, has, load }: Blocks): void {
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const from = Math.floor(first / BLOCK);
  const to = Math.max(from, Math.floor(last / BLOCK));
  const blocks = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  useLoading(key, () => void load(blocks, true));
  const missing = blocks.filter(
    (block) => total !== null && block * BLOCK < total && !has(block * BLOCK),
  );
  const lacking = missing.length === 0 ? "" : JSON.stringify({ key, missing });
  useEffect(() => {
    if (lacking === "") return undefined;
    const wanted = JSON.parse(lacking) as { missing: number[] };
    const timer = setTimeout(() => void latest.current(wanted.missing, false), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [lacking]);
}
