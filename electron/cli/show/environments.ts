import { moment } from "../../../shared/base/clock.ts";
import { faultSentence } from "../../../shared/base/fault.ts";
import { formatMoney } from "../../../shared/base/money.ts";
import {
  timeForUse,
  type EnvironmentSummary,
  type EnvironmentView,
  type InstanceStatus,
  type KeepOffer,
} from "../../../shared/protocol/environment.ts";
import { fromWireFault } from "../../../shared/protocol/errors.ts";
import { unseenOf } from "../../../shared/protocol/unseen.ts";
import { table } from "./table.ts";

/** All environments, one a line. */
export function environmentLines(environments: readonly EnvironmentSummary[]): readonly string[] {
  if (environments.length === 0) return ["There are no environments."];
  return table(
    ["NAME", "STATE", "RUNNING", "UNTIL", "ID"],
    environments.map((environment) => {
      const { name, state, error, instances, id } = environment;
      return [
        name,
        unseenOf({ error }) === null ? state : "unknown",
        `${instances.running}/${instances.total}`,
        moment(timeForUse(environment).end),
        id,
      ];
    }),
  );
}

/** One environment with each of its instances. */
export function environmentDetail(environment: EnvironmentView): readonly string[] {
  const { name, state, id, end: removed, error, status } = environment;
  const { start, end } = timeForUse(environment);
  const grace = end < removed ? `, with grace until ${moment(removed)}` : "";
  const unseen = unseenOf(environment);
  return [
    unseen === null
      ? `${name} is ${state} (${id})`
      : `${name} is unknown; it was ${state} when its lab was last seen (${id})`,
    `from ${moment(start)} to ${moment(end)}${grace}`,
    ...(error === null ? [] : [faultSentence(fromWireFault(error))]),
    ...table(["INSTANCE", "STATE", "DONE", "ADDRESS", "HOST", "NOW"], status.map(instanceRow)),
    ...errorLines(status),
  ];
}

function instanceRow(status: InstanceStatus): readonly string[] {
  const { name, state, progress, addresses, host, activity } = status;
  return [name, state, percent(progress), addresses.join(" "), host ?? "", activity];
}

/** The last error of each instance that has one. */
export function errorLines(status: readonly InstanceStatus[]): readonly string[] {
  return status.flatMap(({ name, error }) =>
    error === null ? [] : [`${name}: ${faultSentence(fromWireFault(error))}`],
  );
}

export function percent(progress: number): string {
  return `${Math.round(progress * 100)} %`;
}

/** What can be kept of an environment, one a line. */
export function keepOfferLines(offers: readonly KeepOffer[]): readonly string[] {
  if (offers.length === 0) return ["Nothing of it can be bought or licensed."];
  return table(
    ["KEEP", "WHAT", "PRICE", "", "ALREADY PAID", "TO BE PAID"],
    offers.map(({ option, title, price, cadence, credit, due, currency }) => [
      option,
      title,
      formatMoney(price, currency),
      cadence ?? "once",
      formatMoney(credit, currency),
      formatMoney(due, currency),
    ]),
  );
}
