import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import type { Terms } from "../../../shared/pricing/terms.ts";
import type { Window as TimeWindow } from "../../../shared/schedule/window.ts";
import { patchesBetween } from "../history.ts";
import type { PriceQuestion, Uncertain } from "./work.ts";

interface Asked<Answer> {
  readonly design: Design;
  readonly reference: { readonly catalogue: Catalogue; readonly terms: Terms };
  readonly window: TimeWindow;
  /** What may be otherwise, where that is asked. */
  readonly uncertain?: Uncertain;
  /** Null: no worker can say. Never called once another question was asked. */
  readonly hear: (answer: Answer | null) => void;
}

export interface PriceAsker<Answer> {
  ask(asked: Asked<Answer>): void;
  stop(): void;
}

/**
 * Has prices of designs worked out by a worker, which is made for the first one. It works on one at a time: of those
 * that come meanwhile only the newest is asked after it, and what it says of the one before is told to nobody.
 */
export function createPriceAsker<Answer>(newWorker: () => Worker): PriceAsker<Answer> {
  let worker: Worker | null = null;
  let sent: Design = emptyDesign("");
  let reference: Asked<Answer>["reference"] | null = null;
  let busy: Asked<Answer> | null = null;
  let next: Asked<Answer> | null = null;
  const send = (asked: Asked<Answer>): void => {
    busy = asked;
    const question: PriceQuestion = {
      patches: patchesBetween(sent, asked.design),
      ...(asked.reference !== reference && {
        reference: { catalogue: asked.reference.catalogue.data, terms: asked.reference.terms },
      }),
      window: asked.window,
      ...asked.uncertain,
    };
    [sent, reference] = [asked.design, asked.reference];
    worker ??= listen(newWorker());
    // A worker has no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(question);
  };
  const listen = (made: Worker): Worker => {
    made.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      hear(data);
    });
    made.addEventListener("error", fail);
    return made;
  };
  const hear = (answer: Answer): void => {
    const [done, newer] = [busy, next];
    [busy, next] = [null, null];
    if (newer === null) done?.hear(answer);
    else send(newer);
  };
  const stop = (): void => {
    worker?.terminate();
    [worker, sent, reference, busy, next] = [null, emptyDesign(""), null, null, null];
  };
  // A bug, or a page that can load nothing any more: whoever asked finds out by pricing it without a worker.
  const fail = (): void => {
    const newest = next ?? busy;
    stop();
    newest?.hear(null);
  };
  return {
    ask: (asked) => {
      if (typeof Worker === "undefined") asked.hear(null);
      else if (busy === null) send(asked);
      else if (isSame(busy, asked)) [busy, next] = [asked, null];
      else next = asked;
    },
    stop,
  };
}

function isSame(a: Asked<never>, b: Asked<never>): boolean {
  return (
    a.design === b.design &&
    a.reference === b.reference &&
    a.window.start === b.window.start &&
    a.window.end === b.window.end &&
    JSON.stringify(a.uncertain) === JSON.stringify(b.uncertain)
  );
}
