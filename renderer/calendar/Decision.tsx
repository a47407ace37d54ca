import { Button, Group, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { Reservation } from "../../shared/protocol/reservation.ts";
import { say, sayFault } from "../commands/notify.ts";
import { askToChange } from "../live/actions.ts";

/** What a lab admin says to a whole booking that waits for it. */
export function Decision(props: {
  readonly booking: string;
  readonly name: string;
  readonly onDecided: (decided: readonly Reservation[]) => void;
}): ReactNode {
  const { booking: id, name, onDecided } = props;
  const [note, setNote] = useState("");
  const decide = async (approved: boolean): Promise<void> => {
    const decided = await askToChange((client) =>
      client.reservations.decide({ id, approved, note }),
    );
    if (!decided.ok) return sayFault(decided.error);
    say(`${name} is ${approved ? "approved" : "refused"}.`);
    onDecided(decided.value);
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <TextInput
        size="xs"
        aria-label={`Why, for ${name}`}
        placeholder="Why, for its user"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button size="xs" aria-label={`Approve ${name}`} onClick={() => void decide(true)}>
        Approve
      </Button>
      <Button
        size="xs"
        variant="default"
        aria-label={`Refuse ${name}`}
        onClick={() => void decide(false)}
      >
        Refuse
      </Button>
    </Group>
  );
}
