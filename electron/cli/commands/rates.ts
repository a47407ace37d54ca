import { merge, object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import { argument, command, constant, flag, option } from "@optique/core/primitives";
import { path } from "@optique/run/valueparser";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { printBook } from "../../../shared/prices/book-text.ts";
import type { RevisionSpan } from "../../../shared/prices/publish.ts";
import { readTextFile } from "../../node/text-file.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { connecting } from "../options.ts";
import { changeLines, findingLines, priceLines } from "../show/prices.ts";
import { answer } from "../terminal.ts";
import { instant } from "../values.ts";

const file = argument(path({ metavar: "FILE" }), {
  description: message`A price book, YAML or JSON: format labwright-price-book.`,
});

const list = object({
  action: constant("list"),
  at: optional(option("--at", instant(), { description: message`When; now, unless given.` })),
  yaml: withDefault(
    flag("--yaml", { description: message`The whole book as YAML, to edit and publish.` }),
    false,
  ),
});

/** `labwright rates [--at TIME] | check FILE | diff FILE | publish FILE` */
export const rates = defineVerb({
  name: "rates",
  brief: message`Show the prices in force; check and publish new ones.`,
  options: merge(
    connecting,
    withDefault(
      or(
        command("check", object({ action: constant("check"), file }), {
          brief: message`Say what is wrong with a price book, and what it leaves out.`,
        }),
        command(
          "diff",
          object({
            action: constant("diff"),
            file,
            thisMonth: withDefault(
              flag("--this-month", {
                description: message`This month so far, instead of the last one.`,
              }),
              false,
            ),
          }),
          { brief: message`What last month's usage would have cost by it.` },
        ),
        command(
          "publish",
          object({
            action: constant("publish"),
            file,
            from: optional(
              option("--from", instant(), {
                description: message`From when it holds; from now on.`,
              }),
            ),
            until: optional(
              option("--until", instant(), {
                description: message`Until when; until the next revision.`,
              }),
            ),
          }),
          { brief: message`Make it the next revision, for good.` },
        ),
        list,
      ),
      { action: "list", at: undefined, yaml: false } as const,
    ),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const { json } = options;
      switch (options.action) {
        case "list": {
          const at = options.at === undefined ? terminal.now() : Date.parse(options.at);
          const span = spanAt(must(await attempt(client.prices.list())), at);
          const { id: book, revision } = span;
          const read = must(await attempt(client.prices.get({ book, revision })));
          answer(terminal, json, { ...span, book: read }, () =>
            options.yaml ? printBook(read).split("\n") : priceLines(read, span, at),
          );
          return 0;
        }
        case "check": {
          const text = await textOf(options.file);
          const findings = must(await attempt(client.prices.check({ text })));
          answer(terminal, json, findings, () => findingLines(findings));
          return findings.some(({ severity }) => severity === "error") ? 1 : 0;
        }
        case "diff":
          return diff(client, options.file, options.thisMonth ? "this" : "last", (change) =>
            answer(terminal, json, change, () => changeLines(change)),
          );
        case "publish": {
          const text = await textOf(options.file);
          const { from = null, until: to = null } = options;
          const made = must(await attempt(client.prices.publish({ text, from, to })));
          answer(terminal, json, made, () => [
            `${made.id} revision ${made.revision} holds from ${made.from ?? "now"}.`,
          ]);
          return 0;
        }
      }
    }),
});

type Change = Awaited<ReturnType<LabwrightClient["prices"]["whatWouldChange"]>>;

async function diff(
  client: LabwrightClient,
  name: string,
  month: "last" | "this",
  show: (change: Change) => void,
): Promise<0> {
  const text = await textOf(name);
  show(must(await attempt(client.prices.whatWouldChange({ text, month }))));
  return 0;
}

/** The lab's own book comes first. */
function spanAt(spans: readonly RevisionSpan[], at: number): RevisionSpan {
  const found = spans.find(
    ({ from, to }) =>
      (from === null || Date.parse(from) <= at) && (to === null || at < Date.parse(to)),
  );
  if (found !== undefined) return found;
  throw new FaultError(fault("not-found", { what: "price book", id: "at that time" }));
}

async function textOf(name: string): Promise<string> {
  return must(await readTextFile(name));
}
