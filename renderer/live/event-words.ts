import { faultReason, faultText } from "../../shared/base/fault.ts";
import { billTitle } from "../../shared/billing/bill-text.ts";
import { hostChangesText } from "../../shared/pool/host-changes.ts";
import { disputeText } from "../../shared/statements/dispute.ts";
import type { EnvironmentSummary } from "../../shared/protocol/environment.ts";
import type { EventBody } from "../../shared/protocol/event.ts";
import { peopleChangeText } from "../../shared/protocol/people-change.ts";
import type { WireFault } from "../../shared/protocol/environment.ts";
import { fromWireFault } from "../../shared/protocol/errors.ts";
import { unseenOf } from "../../shared/protocol/unseen.ts";
import {
  approvalText,
  NOTICE_WORDS,
  noticeReason,
} from "../../shared/reservations/notice-words.ts";
import { money, moneyWords } from "../ui/money.ts";
import { levelText } from "./level-words.ts";
import { ENVIRONMENT_LOOKS, INSTANCE_LOOKS, UNKNOWN_LOOK } from "./look.ts";
import type { Live } from "./state.ts";
import { withLocalTimes } from "../ui/told-times.ts";

const SHOWN = 200;

export interface EventRow {
  readonly sequence: number;
  readonly at: string;
  readonly text: string;
  readonly body: EventBody;
}

/**
 * The newest events in words, of one environment or of all. An environment is told of again whenever one of its
 * machines changes, and a machine whenever it is tried again; only a change of what is said of it makes a row.
 */
export function eventRows(
  events: Live["events"],
  environment: string | null,
  pools: Live["pools"],
  summaries: Live["summaries"],
): readonly EventRow[] {
  const rows: EventRow[] = [];
  const said = new Map<string, string>();
  for (const { body, sequence, at } of events.toReversed()) {
    if (environment !== null && environmentOf(body) !== environment) continue;
    const told = eventText(body, pools, summaries);
    if (told === null) continue;
    const text = withLocalTimes(told);
    const thing = thingOf(body);
    if (thing !== null && said.get(thing) === text) continue;
    if (thing !== null) said.set(thing, text);
    rows.push({ sequence, at, text, body });
  }
  return rows.toReversed().slice(0, SHOWN);
}

/** What is told of as it stands, again and again; null: what happened once. */
function thingOf(body: EventBody): string | null {
  if (body.type === "environment") return body.environment.id;
  return body.type === "instance" ? `${body.environment} ${body.status.id}` : null;
}

export function environmentOf(body: EventBody): string | null {
  if (body.type === "environment") return body.environment.id;
  if (body.type === "reservation") return body.reservation.id;
  return "environment" in body ? body.environment : null;
}

/** What happened, in words; null: nothing for people. */
export function eventText(
  body: EventBody,
  pools: Live["pools"],
  summaries: Live["summaries"],
): string | null {
  switch (body.type) {
    case "environment":
      return sentence(
        `${body.environment.name}: ${environmentWord(body.environment).toLowerCase()}`,
        body.environment.error,
      );
    case "instance": {
      const name = summaries[body.environment]?.name ?? "";
      return sentence(
        `${name} · ${body.status.name}: ${INSTANCE_LOOKS[body.status.state].word.toLowerCase()}`,
        body.status.error,
      );
    }
    case "pool":
      return sentence(`Lab ${nameOf(pools, body.pool)}: ${body.state}`, body.away ?? null);
    case "pool-hosts":
      return `Lab ${nameOf(pools, body.pool)}: ${hostChangesText(body.hosts, body.total)}`;
    case "pool-conditions":
      return `Lab ${nameOf(pools, body.pool)}: ${outOfUse(body.conditions.length)}`;
    case "pool-inventory":
      return `Lab ${nameOf(pools, body.pool)}: its inventory was changed`;
    case "pool-level":
      return `Lab ${nameOf(pools, body.pool)}: ${levelText(body.supply)}`;
    case "component":
      return `Component ${body.component}, version ${body.version}: ${body.change}`;
    case "reservation":
      return body.notice === null
        ? null
        : withReason(
            `${body.reservation.name}: ${NOTICE_WORDS[body.notice]}`,
            noticeReason(body.notice, body.reservation),
          );
    case "affected":
      return withReason(
        affectedText([body.name], body.outcome),
        body.reason === null ? "" : faultReason(fromWireFault(body.reason)),
      );
    case "prices":
      return `Prices: revision ${body.revision} of ${body.book} was published`;
    case "usage-conflict":
      return `${summaries[body.environment]?.name ?? ""}: ${body.total} usage ${body.total === 1 ? "event was" : "events were"} kept aside, reported otherwise before`;
    case "bill":
      return `${billTitle(body.bill)}: ${body.bill.status}, ${money(body.bill.open, body.bill.currency)} to be paid`;
    case "budget":
    case "contract-end":
      return moneyWords(body.text);
    case "people":
      return `People: ${peopleChangeText(body.change)}`;
    case "lab-dispute":
      return disputeText(body.dispute);
    case "lab-approval":
      return approvalText(body);
    // Whoever runs the lab has the other one of it.
    case "dispute":
      return null;
    case "departed":
    case "usage":
    case "resynchronise":
      return null;
  }
}

function nameOf(pools: Live["pools"], id: string): string {
  return pools.find((pool) => pool.id === id)?.name ?? id;
}

function outOfUse(conditions: number): string {
  if (conditions === 0) return "nothing is kept out of use any more";
  return conditions === 1 ? "1 part is kept out of use" : `${conditions} parts are kept out of use`;
}

/** How it is; nobody knows while its lab does not answer. */
function environmentWord(environment: EnvironmentSummary): string {
  return unseenOf(environment) === null
    ? ENVIRONMENT_LOOKS[environment.state].word
    : UNKNOWN_LOOK.word;
}

type Affected = Extract<EventBody, { type: "affected" }>;

const AFFECTED_WORDS = {
  moved: "moved to other machines",
  stays: "machines go out of use",
  warned: "machines go out of use",
  over: "machines are in use again",
} as const satisfies Record<Affected["outcome"], string>;

/** More are counted. */
const MOST_NAMED = 3;

/** `Search, Course and 4 more: machines go out of use` */
export function affectedText(names: readonly string[], outcome: Affected["outcome"]): string {
  const rest = names.length - MOST_NAMED;
  const all = rest > 0 ? [...names.slice(0, MOST_NAMED), `${rest} more`] : names;
  return `${new Intl.ListFormat("en-GB").format(all)}: ${AFFECTED_WORDS[outcome]}`;
}

function withReason(text: string, reason: string): string {
  return reason === "" ? text : `${text}. ${reason}`;
}

function sentence(text: string, error: WireFault | null): string {
  return error === null ? text : `${text}. ${faultText(fromWireFault(error)).what}.`;
}
