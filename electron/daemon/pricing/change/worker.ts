import { parentPort, workerData } from "node:worker_threads";
import { ok } from "../../../../shared/base/result.ts";
import { usageWithin } from "../../../../shared/prices/usage-month.ts";
import {
  changeOfAccount,
  priceChange,
  type AccountChange,
} from "../../../../shared/prices/what-would-change.ts";
import type { Segment } from "../../../../shared/pricing/engine/segments.ts";
import type { ChangeTerms, FromWorker, ToWorker } from "./messages.ts";

/** The thread that rates customers' months twice: seconds for a large one, in which the daemon has others to serve. */
function main({ published, draft, span }: ChangeTerms): void {
  const changes: AccountChange[] = [];
  const unconcerned: string[] = [];
  let segments: Segment[] = [];
  parentPort?.on("message", (message: ToWorker) => {
    switch (message.type) {
      case "usage":
        for (const segment of usageWithin(message.segments, span)) segments.push(segment);
        return;
      case "account": {
        if (segments.length === 0) return;
        const { account, contract } = message;
        const change = changeOfAccount(published, draft, { account, contract, segments }, span);
        segments = [];
        if (!change.ok) answer(change);
        else if (change.value === null) unconcerned.push(account);
        else changes.push(change.value);
        return;
      }
      case "report":
        answer(ok(priceChange(draft.currency, changes, unconcerned)));
    }
  });
}

function answer(outcome: FromWorker): void {
  parentPort?.postMessage(outcome);
  parentPort?.close();
}

main(workerData as ChangeTerms);
