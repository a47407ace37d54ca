import { Button, Group, Text } from "@mantine/core";
import { IconClockHour3, IconCoins } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import type { Fault } from "../../shared/base/fault.ts";
import type { Design } from "../../shared/design/design.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { ask } from "../live/actions.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { daemonNow } from "../live/running-charge.ts";
import { lengthOf, type BookingForm } from "./booking-form.ts";

/** So far ahead one looks for a free time. */
const AHEAD_MS = 14 * 86_400_000;

/** Finds the earliest or the cheapest time at which a design fits, and takes it. */
export function FreeTimes(props: {
  readonly form: BookingForm;
  readonly design: Design;
  readonly onTake: (window: Window) => void;
}): ReactNode {
  const { form, design, onTake } = props;
  const [looking, setLooking] = useState<"earliest" | "cheapest" | null>(null);
  const [outcome, setOutcome] = useState<Fault | "none" | null>(null);
  const minutes = lengthOf(form);
  const { pool, margins, copies } = form;

  async function look(which: "earliest" | "cheapest"): Promise<void> {
    if (pool === null || minutes === null) return;
    setLooking(which);
    const now = daemonNow();
    const range = { from: toInstant(now), to: toInstant(now + AHEAD_MS) };
    const request = { pool, design, minutes: Math.round(minutes), ...range, margins, copies };
    const found = await ask((client) => client.reservations.slots(request));
    setLooking(null);
    if (!found.ok) return setOutcome(found.error);
    const { earliest, cheapest } = found.value;
    const window = which === "earliest" ? earliest : (cheapest?.window ?? null);
    setOutcome(window === null ? "none" : null);
    if (window !== null) onTake(window);
  }

  return (
    <>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconClockHour3 size={14} aria-hidden />}
          loading={looking === "earliest"}
          disabled={minutes === null || pool === null}
          onClick={() => void look("earliest")}
        >
          Earliest free time
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCoins size={14} aria-hidden />}
          loading={looking === "cheapest"}
          disabled={minutes === null || pool === null}
          onClick={() => void look("cheapest")}
        >
          Cheapest free time
        </Button>
        {outcome === "none" && (
          <Text size="sm" role="status">
            No free time in the next two weeks.
          </Text>
        )}
      </Group>
      {outcome !== null && outcome !== "none" && <FaultAlert fault={outcome} />}
    </>
  );
}
