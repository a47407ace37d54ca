import { merge, object } from "@optique/core/constructs";
import { message, values } from "@optique/core/message";
import { multiple, optional, withDefault } from "@optique/core/modifiers";
import type { InferValue } from "@optique/core/parser";
import { flag, option } from "@optique/core/primitives";
import { choice, string } from "@optique/core/valueparser";
import { path } from "@optique/run/valueparser";
import { FaultError } from "../../../shared/base/fault.ts";
import { reportParts, usageFileSchema, type UsageFile } from "../../../shared/metering/report.ts";
import { USAGE_KEYS } from "../../../shared/metering/summarise.ts";
import { readAs } from "../../../shared/pricing/engine/read.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { readTextFile } from "../../node/text-file.ts";
import { defineVerb, type ExitCode } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findEnvironment } from "../find.ts";
import { namesFrom } from "../names.ts";
import { connecting } from "../options.ts";
import { conflictLines, gapLines, usageLines } from "../show/usage.ts";
import { answer, complaining, type Terminal } from "../terminal.ts";
import { instant } from "../values.ts";

const MONTH = 30 * 24 * 3_600_000;

const asked = object("What", {
  environment: optional(
    option("--environment", string({ metavar: "ENV" }), {
      description: message`Of one environment only, by name or id.`,
    }),
  ),
  from: optional(
    option("--from", instant(), { description: message`30 days before the end, unless given.` }),
  ),
  to: optional(option("--to", instant(), { description: message`Up to now, unless given.` })),
  by: multiple(
    option("--by", choice(USAGE_KEYS, { metavar: "KEY" }), {
      description: message`What it is added up by, the environment unless given; may be given several times. One of ${values(USAGE_KEYS)}.`,
    }),
  ),
  gaps: withDefault(
    flag("--gaps", {
      description: message`Say instead what is not known, and how far producers have reported.`,
    }),
    false,
  ),
  conflicts: withDefault(
    flag("--conflicts", { description: message`Show instead the events that were kept aside.` }),
    false,
  ),
  report: optional(
    option("--report", path({ metavar: "FILE" }), {
      description: message`Report usage instead: the events of one producer, YAML or JSON, format labwright-usage. Sending the same file again changes nothing.`,
    }),
  ),
});
type Asked = InferValue<typeof asked>;

/** `labwright usage [--environment ENV] [--from TIME] [--to TIME] | --report FILE` */
export const usage = defineVerb({
  name: "usage",
  brief: message`Show what was used, or report it.`,
  description: message`Adds up what was metered: time, processor seconds, memory, network, storage, licences, ports; by environment, machine, group, component, application, user or rate window.`,
  options: merge(connecting, asked),
  run: async (options, terminal) => {
    const { report, json } = options;
    if (report === undefined)
      return withDaemon(options, terminal, (client) => show(client, options, terminal));
    return complaining(terminal, json, async () => {
      const file = await readUsage(report);
      return withDaemon(options, terminal, (client) => send(client, file, json, terminal));
    });
  },
});

async function show(
  client: LabwrightClient,
  options: Asked & { readonly json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const { json, gaps, conflicts } = options;
  if (conflicts) {
    const kept = must(await attempt(client.usage.conflicts({})));
    const nameOf = await namesFrom(client);
    answer(terminal, json, kept, () => conflictLines(kept, nameOf));
    return 0;
  }
  const end = options.to ?? new Date(terminal.now()).toISOString();
  const start = options.from ?? new Date(Date.parse(end) - MONTH).toISOString();
  const of =
    options.environment === undefined
      ? {}
      : { environment: (await findEnvironment(client, options.environment)).id };
  if (gaps) {
    const told = must(await attempt(client.usage.gaps({ ...of, start, end })));
    const nameOf = await namesFrom(client);
    answer(terminal, json, { start, end, ...told }, () => gapLines(told, nameOf));
    return 0;
  }
  const by = options.by.length === 0 ? (["environment"] as const) : options.by;
  const summary = must(await attempt(client.usage.summary({ ...of, by: [...by], start, end })));
  const nameOf = await namesFrom(client);
  answer(terminal, json, { start, end, ...summary }, () => usageLines(summary.rows, by, nameOf));
  return 0;
}

async function readUsage(file: string): Promise<UsageFile> {
  const text = await readTextFile(file);
  if (!text.ok) throw new FaultError(text.error);
  const read = readAs(text.value, usageFileSchema, "usage-invalid");
  if (read.ok) return read.value;
  const { where } = read.error;
  throw new FaultError({ ...read.error, where: where === undefined ? file : `${file}, ${where}` });
}

/** Part by part; what was sent before a part that fails is stored, and sending all of it again is harmless. */
async function send(
  client: LabwrightClient,
  { producer, heartbeatSeconds, events }: UsageFile,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const sum = { accepted: 0, duplicates: 0, conflicts: [] as string[] };
  for (const part of reportParts(events)) {
    const sent = client.usage.report({ producer, heartbeatSeconds, events: [...part] });
    const { accepted, duplicates, conflicts } = must(await attempt(sent));
    sum.accepted += accepted;
    sum.duplicates += duplicates;
    sum.conflicts.push(...conflicts);
  }
  answer(terminal, json, sum, () => [
    `${sum.accepted} taken, ${sum.duplicates} known already, ${sum.conflicts.length} kept aside`,
    ...sum.conflicts.map((id) => `kept aside: ${id}, reported otherwise before`),
  ]);
  return sum.conflicts.length === 0 ? 0 : 1;
}
