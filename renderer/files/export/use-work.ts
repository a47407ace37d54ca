import { useEffect, useRef, useState } from "react";
import type { Work } from "./work.ts";

export interface Doing {
  readonly words: string;
  /** 0 to 1. */
  readonly share: number;
}

interface Working {
  /** What is being done; null while nothing is. */
  readonly doing: Doing | null;
  readonly run: (job: (work: Work) => Promise<void>) => Promise<void>;
  readonly cancel: () => void;
}

/** One long work at a time; it is cancelled when what shows it goes away. */
export function useWork(): Working {
  const [doing, setDoing] = useState<Doing | null>(null);
  const stopping = useRef<AbortController | null>(null);
  const cancel = (): void => stopping.current?.abort();
  useEffect(() => () => stopping.current?.abort(), []);

  async function run(job: (work: Work) => Promise<void>): Promise<void> {
    const { signal } = (stopping.current = new AbortController());
    const turn = async (words: string, share: number): Promise<void> => {
      if (!signal.aborted) setDoing({ words, share });
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
    };
    try {
      await job({ turn, signal });
    } catch (error) {
      if (error !== signal.reason) throw error;
    } finally {
      setDoing(null);
    }
  }
  return { doing, run, cancel };
}
