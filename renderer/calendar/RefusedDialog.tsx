import { Button, Group, List, Loader, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Offer } from "../../shared/protocol/reservation.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { usePersonName } from "../lab/use-lab.ts";
import { useCalendar } from "./calendar-state.ts";
import { closeRefused, moveTo, useMoving, type Refused } from "./moving.ts";
import { conflictWords, windowWords } from "./words.ts";

/** Why a reservation went back to where it was, who is in the way, and when it would fit. */
export function RefusedDialog(): ReactNode {
  const refused = useMoving((state) => state.refused);
  return (
    <Modal
      opened={refused !== null}
      onClose={closeRefused}
      title={refused === null ? "" : titleOf(refused)}
      size="lg"
    >
      {refused !== null && <Explained refused={refused} />}
    </Modal>
  );
}

/** Whether it was moved, nobody knows while the answer to that is lost. */
function titleOf({ entry, fault }: Refused): string {
  const name = entry.name ?? "It";
  return fault.code === "answer-lost"
    ? `${name} may have been moved`
    : `${name} stays where it was`;
}

function Explained({ refused }: { readonly refused: Refused }): ReactNode {
  const zone = useCalendar((calendar) => calendar.zone);
  const personName = usePersonName();
  const { entry, wanted, fault, slot, explaining } = refused;
  // What runs keeps its start: it cannot go to another time.
  const offers = entry.state === "running" ? [] : (slot?.offers ?? []);
  const offer = offers.find(({ type }) => type === "slot") as
    | Extract<Offer, { type: "slot" }>
    | undefined;
  return (
    <Stack gap="sm">
      <Text size="sm">Wanted: {windowWords(wanted, zone)}</Text>
      <FaultAlert fault={fault} />
      {explaining && <Loader size="xs" aria-label="Asking who is in the way" />}
      {slot !== null && slot.conflicts.length > 0 && (
        <List size="sm" aria-label="In the way">
          {slot.conflicts.map((conflict) => (
            <List.Item key={conflict.resource}>
              {conflictWords(conflict, zone, personName)}
            </List.Item>
          ))}
        </List>
      )}
      <Group justify="flex-end">
        {offer !== undefined && (
          <Button
            onClick={() => {
              closeRefused();
              void moveTo(entry, offer.window);
            }}
          >
            Move to {windowWords(offer.window, zone)}
          </Button>
        )}
        <Button variant="default" onClick={closeRefused} data-autofocus>
          Leave it
        </Button>
      </Group>
    </Stack>
  );
}
