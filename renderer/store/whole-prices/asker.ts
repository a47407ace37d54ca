import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import type { Priced } from "../../../shared/pricing/pricer.ts";
import type { Terms } from "../../../shared/pricing/terms.ts";
import type { Window as TimeWindow } from "../../../shared/schedule/window.ts";
import { patchesBetween } from "../history.ts";
import { pricedOf, type PriceAnswer, type PriceQuestion } from "./work.ts";

interface Asked {
  readonly design: Design;
  readonly reference: { readonly catalogue: Catalogue; readonly terms: Terms };
  readonly window: TimeWindow;
  /** Null: no worker can say, price it here. Never called once another question was asked. */
  readonly hear: (priced: Priced | null) => void;
}

export interface PriceAsker {
  ask(asked: Asked): void;
  stop(): void;
}

/**
 * Has whole designs priced by a worker, which is made for the first one. It works on one at a time: of those that
 * come meanwhile only the newest is asked after it, and what it says of the one before is told to nobody.
 */
export function createPriceAsker(): PriceAsker {
  let worker: Worker | null = null;
  let sent: Design = emptyDesign("");
  let reference: Asked["reference"] | null = null;
  let busy: Asked | null = null;
  let next: Asked | null = null;
  const send = (asked: Asked): void => {
    busy = asked;
    const question: PriceQuestion = {
      patches: patchesBetween(sent, asked.design),
      ...(asked.reference !== reference && {
        reference: { catalogue: asked.reference.catalogue.data, terms: asked.reference.terms },
      }),
      window: asked.window,
    };
    [sent, reference] = [asked.design, asked.reference];
    worker ??= workerFor(hear, fail);
    // A worker has no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(question);
  };
  const hear = (answer: PriceAnswer): void => {
    const [done, newer] = [busy, next];
    [busy, next] = [null, null];
    if (newer === null) done?.hear(pricedOf(answer));
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

function isSame(a: Asked, b: Asked): boolean {
  return (
    a.design === b.design &&
    a.reference === b.reference &&
    a.window.start === b.window.start &&
    a.window.end === b.window.end
  );
}

function workerFor(hear: (answer: PriceAnswer) => void, fail: () => void): Worker {
  const worker = new Worker(new URL("./price-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<PriceAnswer>) => {
    hear(data);
  });
  worker.addEventListener("error", fail);
  return worker;
}
