import { Button, Text } from "@mantine/core";
import { IconClockDollar } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import { toInstant } from "../../../shared/base/clock.ts";
import { ok, type Result } from "../../../shared/base/result.ts";
import { cheapestWindow } from "../../../shared/pricing/cheapest-window.ts";
import type { Span } from "../../../shared/pricing/engine/calendar.ts";
import type { ScenarioBase } from "../../../shared/pricing/scenario.ts";
import { ask } from "../../live/actions.ts";
import { useOnline, usePools } from "../../live/state.ts";
import { faultWords } from "../../ui/fault-words.ts";
import { addScenario } from "./scenarios.ts";

const AHEAD_MS = 7 * 86_400_000;

interface CheapestSlotProps {
  readonly base: ScenarioBase;
  readonly document: string;
}

/** Finds the cheapest time in the next seven days, as a scenario; with a lab, of the times when the design fits. */
export function CheapestSlot({ base, document }: CheapestSlotProps): ReactElement {
  const online = useOnline();
  const pool = usePools().find(({ state }) => state === "online")?.id ?? null;
  const [looking, setLooking] = useState(false);
  const [said, setSaid] = useState("");

  async function look(): Promise<void> {
    setLooking(true);
    setSaid("");
    const free = await freeTimes(base, online ? pool : null);
    setLooking(false);
    if (!free.ok) return setSaid(faultWords(free.error).what);
    const slot = cheapestWindow(base, free.value);
    if (slot === null) return setSaid("No free time is long enough in the next 7 days.");
    const window = { start: toInstant(slot.start), end: toInstant(slot.end) };
    addScenario(document, { name: "Cheapest slot", window });
  }

  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconClockDollar size={14} aria-hidden />}
        loading={looking}
        onClick={() => void look()}
      >
        Cheapest slot in the next 7 days
      </Button>
      <Text size="xs" role="status" truncate>
        {said}
      </Text>
    </>
  );
}

/** All of the next days without a lab: then only prices are known. */
async function freeTimes(
  { design, window }: ScenarioBase,
  pool: string | null,
): Promise<Result<readonly Span[]>> {
  const start = Date.parse(window.start);
  const whole = { start, end: start + AHEAD_MS };
  if (pool === null) return ok([whole]);
  const minutes = Math.ceil((Date.parse(window.end) - start) / 60_000);
  const range = { from: toInstant(whole.start), to: toInstant(whole.end) };
  const found = await ask((client) =>
    client.reservations.slots({ pool, design, minutes, ...range }),
  );
  if (!found.ok) return found;
  return ok(
    found.value.free.map((one) => ({ start: Date.parse(one.start), end: Date.parse(one.end) })),
  );
}
