import type { Design } from "../../../../shared/design/design.ts";
import { MEASURED_METERS } from "../../../../shared/kinds/component-kind.ts";
import { placesIn, type MeterPlace } from "../../../../shared/metering/subject.ts";
import { segmentsOf, type Metered } from "../../../../shared/metering/segments-of.ts";
import type { Baseline } from "../../../../shared/pricing/baseline.ts";
import type { Segment } from "../../../../shared/pricing/engine/segments.ts";
import { drawnCounts, isScaled } from "../../../../shared/pricing/project/scaled.ts";
import type { Window } from "../../../../shared/schedule/window.ts";
import type { EnvironmentReadings, MeasuredUsage } from "../usage-records.ts";
import type { Transaction } from "./operation.ts";
import { meterProducers, meterReadings } from "./read-usage.ts";

/** What a tenant's environments used by the events that were reported of them, and what is not known of it. */
export async function meteredUsage(
  transaction: Transaction,
  tenant: string,
  window: Window,
  environments: readonly string[] | null = null,
  measured: MeasuredUsage = "priced",
): Promise<Metered> {
  const withLab = measured === "all" || (await pricesMeasured(transaction, tenant));
  const since = Date.parse(window.start);
  const readings = await meterReadings(transaction, tenant, environments, { since, withLab });
  if (readings.length === 0) return { segments: [], gaps: [] };
  const producers = await meterProducers(transaction, tenant);
  const heartbeats = new Map(producers.map((one) => [one.name, one.heartbeatSeconds]));
  const subjects = await subjectsOf(transaction, tenant, readings);
  const { segments, gaps } = segmentsOf(
    readings.flatMap(({ events }) => events),
    {
      heartbeats: (producer) => heartbeats.get(producer) ?? 0,
      until: Date.parse(window.end),
      subjectOf: (managementId, instance) => {
        const subject = subjects.get(managementId);
        const place = subject?.placeOf(instance) ?? NOWHERE;
        const { environment = "", user = "", session = "", qosClass = "" } = subject ?? {};
        const autoscaled = subject?.isScaled(place.node, instance) ?? false;
        return { account: tenant, environment, user, session, qosClass, autoscaled, ...place };
      },
    },
  );
  return {
    segments: segments.filter((segment) => touches(segment, window)),
    gaps: gaps.filter(({ from, to }) => from < window.end && to >= window.start),
  };
}

/** Whether any price book, or any contract of the tenant, has a price for what labs measure. */
async function pricesMeasured(transaction: Transaction, tenant: string): Promise<boolean> {
  const rules = Object.keys(MEASURED_METERS).map((meter) => `%"meter":"${meter}"%`);
  const books = await transaction
    .selectFrom("price_books")
    .select("id")
    .where((where) => where.or(rules.map((rule) => where("book", "like", rule))))
    .limit(1)
    .execute();
  if (books.length > 0) return true;
  const contracts = await transaction
    .selectFrom("contracts")
    .select("revision")
    .where("tenant", "=", tenant)
    .where((where) => where.or(rules.map((rule) => where("contract", "like", rule))))
    .limit(1)
    .execute();
  return contracts.length > 0;
}

const NOWHERE: MeterPlace = { node: "", kind: "", component: "", groups: [] };

interface Subject {
  readonly environment: string;
  readonly user: string;
  readonly session: string;
  readonly qosClass: string;
  readonly isScaled: (node: string, instance: string) => boolean;
  readonly placeOf: (instance: string) => MeterPlace;
}

async function subjectsOf(
  transaction: Transaction,
  tenant: string,
  readings: readonly EnvironmentReadings[],
): Promise<ReadonlyMap<string, Subject>> {
  const rows = await transaction
    .selectFrom("environments")
    .select(["id", "management_id", "owner", "design", "session", "qos_class", "revision"])
    // What was sent only matters where it is not what is there.
    .select((row) =>
      row
        .case()
        .when("revision", ">", 1)
        .then(row.ref("baseline"))
        .else(row.val<string | null>(null))
        .end()
        .as("sent"),
    )
    .where("tenant", "=", tenant)
    .where(
      "id",
      "in",
      readings.map(({ environment }) => environment),
    )
    .execute();
  return new Map(
    rows.map((row) => {
      const design: Design = JSON.parse(row.design);
      const sent: Baseline | null = row.sent === null ? null : JSON.parse(row.sent);
      const drawn = sent && drawnCounts(sent.design);
      return [
        row.management_id,
        {
          environment: row.id,
          user: row.owner,
          session: row.session,
          qosClass: row.qos_class,
          isScaled: (node, instance) => drawn !== null && isScaled(drawn, node, instance),
          placeOf: placesIn(design),
        },
      ];
    }),
  );
}

/** Whole segments of which any part is in the window; a quantity may have been used at one instant. */
function touches({ start, end }: Segment, window: Window): boolean {
  const last = end ?? window.end;
  return start < window.end && (last > window.start || start >= window.start);
}
