import { Alert, Badge, Button, Group, List, Loader, ScrollArea, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { faultText } from "../../shared/base/fault.ts";
import type { BookingPlan, PlannedSlot } from "../../shared/protocol/reservation.ts";
import { QOS_TITLES } from "../../shared/reservations/qos-class.ts";
import { fromWireFault } from "../../shared/protocol/errors.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { RefusalItems } from "../ui/RefusalItems.tsx";
import { money } from "../ui/money.ts";
import type { Planned } from "./use-plan.ts";
import type { BookingForm } from "./booking-form.ts";
import { usePersonName } from "../lab/use-lab.ts";
import { verdictWords } from "./verdict-words.ts";
import { conflictWords, givesWayWords, offerWords, windowWords, type TakenOffer } from "./words.ts";

/** More times than this are counted and not listed. */
const LISTED = 60;

interface PlanActions {
  readonly zone: string;
  /** The times are of a series. */
  readonly series: boolean;
  /** Of several environments, what each time is for; empty where there is one. */
  readonly names: readonly string[];
  readonly onOffer: (offer: TakenOffer) => void;
  /** Leaves a day of a series out. */
  readonly onLeaveOut: (day: string) => void;
}

/** What would come of a booking: each of its times with who is in the way and what can be done instead. */
export function PlanResult(props: PlanActions & { readonly planned: Planned }): ReactNode {
  const { planned, ...actions } = props;
  switch (planned.type) {
    case "incomplete":
    case "asking":
      return null;
    case "fault":
      return <FaultAlert fault={planned.fault} />;
    case "plan":
      return <PlanList plan={planned.plan} {...actions} />;
  }
}

function PlanList(props: PlanActions & { readonly plan: BookingPlan }): ReactNode {
  const { plan, ...actions } = props;
  // What does not fit is what one has to decide about.
  const slots = [...plan.slots].sort((a, b) => Number(a.fits) - Number(b.fits));
  return (
    <Stack gap="xs">
      {plan.quota !== null && <FaultAlert fault={fromWireFault(plan.quota)} />}
      {plan.needsApproval && plan.quota === null && (
        <Alert
          color="blue"
          icon={<IconInfoCircle aria-hidden />}
          title="A lab admin has to approve it"
        />
      )}
      <ScrollArea.Autosize
        mah={260}
        offsetScrollbars="present"
        viewportProps={{ tabIndex: 0, "aria-label": "Its times" }}
      >
        <Stack gap={6} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
          {slots.slice(0, LISTED).map((slot) => (
            <SlotRow key={slot.key} slot={slot} currency={plan.currency} {...actions} />
          ))}
        </Stack>
        {slots.length > LISTED && <Text size="sm">and {slots.length - LISTED} more</Text>}
      </ScrollArea.Autosize>
      <ClassCosts {...plan} />
    </Stack>
  );
}

/** What it would cost by what is promised, where that makes a difference. */
function ClassCosts({ classes, currency }: BookingPlan): ReactNode {
  if (new Set(classes.map(({ total }) => total)).size < 2) return null;
  const costs = classes.map(
    ({ qosClass, total }) => `${QOS_TITLES[qosClass].toLowerCase()} ${money(total, currency)}`,
  );
  return (
    <Text size="sm" c="var(--ink-soft)">
      By what is promised: {costs.join(", ")}
    </Text>
  );
}

/** Beside the button that books: why it cannot, or whether it fits, in a line, and what it would cost. */
export function PlanVerdict(props: {
  readonly planned: Planned;
  /** What is still to be chosen, or who does not answer. */
  readonly missing: string | null;
  /** What becomes of the times that do not fit. */
  readonly whenTaken: BookingForm["whenTaken"];
}): ReactNode {
  const { planned, missing, whenTaken } = props;
  const why = missing ?? (planned.type === "fault" ? faultText(planned.fault).what : null);
  if (why !== null)
    return (
      <Text size="sm" c="var(--warning)" role="status">
        {why}
      </Text>
    );
  if (planned.type === "asking")
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" />
        <Text size="sm" c="dimmed">
          Asking the lab…
        </Text>
      </Group>
    );
  if (planned.type !== "plan") return null;
  const { plan } = planned;
  const fits = plan.quota === null && plan.slots.every((slot) => slot.fits);
  const Picture = fits ? IconCircleCheck : IconCircleX;
  return (
    <Group gap="xs" role="status" c={fits ? "var(--good)" : "var(--warning)"} wrap="nowrap">
      <Picture size={20} aria-hidden />
      <Text fw={600}>{verdictWords(plan, whenTaken)}</Text>
      <Text
        size={plan.cases === null ? "md" : "sm"}
        c="var(--ink-soft)"
        style={{ whiteSpace: "nowrap" }}
      >
        {costWords(plan)}
      </Text>
    </Group>
  );
}

function costWords({ total, cases, currency }: BookingPlan): string {
  if (cases === null) return `${money(total, currency)} in all`;
  const [low, expected, high] = [cases.low, cases.expected, total].map((one) =>
    money(one, currency),
  );
  return `about ${expected}, between ${low} and ${high}`;
}

function SlotRow(
  props: PlanActions & { readonly slot: PlannedSlot; readonly currency: string },
): ReactNode {
  const { slot, currency, zone, series, names, onOffer, onLeaveOut } = props;
  const personName = usePersonName();
  const when = windowWords(slot.window, zone);
  const [day = "", turn] = slot.key.split("/");
  // Where several share a time, a time for one of them is of no use.
  const offers = slot.offers
    .filter((offer) => offer.type !== "change")
    .filter(({ type }) => names.length === 0 || type !== "slot");
  return (
    <li aria-label={when}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Group gap="xs" wrap="nowrap" miw={0}>
          <Badge size="sm" variant="light" color={slot.fits ? "teal" : "orange"}>
            {fitWord(slot)}
          </Badge>
          <Text size="sm" style={{ whiteSpace: "nowrap" }}>
            {when}
          </Text>
          {names.length > 0 && (
            <Text size="sm" c="dimmed" truncate>
              {names[slot.variant]}
            </Text>
          )}
        </Group>
        <Text size="sm">{money(slot.cost, currency)}</Text>
      </Group>
      {slot.givesWay.length > 0 && (
        <Text size="xs" pl="sm">
          {givesWayWords(slot.givesWay, zone, personName)}
        </Text>
      )}
      {!slot.fits && (
        <Stack gap={4} pl="sm" pb={4}>
          <WhyNot slot={slot} zone={zone} />
          <Group gap={6}>
            {offers.map((offer) => (
              <Button
                key={offerWords(offer, zone)}
                size="compact-xs"
                variant="default"
                onClick={() => onOffer(offer)}
              >
                {offerWords(offer, zone)}
              </Button>
            ))}
            {series && (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => onLeaveOut(day)}
                aria-label={`Leave out ${when}`}
              >
                {turn === undefined ? "Leave it out" : "Leave the day out"}
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </li>
  );
}

function fitWord({ fits, never, conflicts }: PlannedSlot): string {
  if (fits) return "Fits";
  if (never) return "Never fits";
  return conflicts.length > 0 ? "Taken" : "No room";
}

/** Who is in the way, or what the lab lacks; and what of the design would have to change where no waiting helps. */
function WhyNot({ slot, zone }: { readonly slot: PlannedSlot; readonly zone: string }): ReactNode {
  const personName = usePersonName();
  const { conflicts, refusals, offers } = slot;
  return (
    <List size="xs">
      {conflicts.map((conflict) => (
        <List.Item key={conflict.resource}>{conflictWords(conflict, zone, personName)}</List.Item>
      ))}
      {conflicts.length === 0 && <RefusalItems refusals={refusals} />}
      {offers.map(
        (offer) =>
          offer.type === "change" && (
            <List.Item key={offer.title}>In the design this would help: {offer.title}</List.Item>
          ),
      )}
    </List>
  );
}
