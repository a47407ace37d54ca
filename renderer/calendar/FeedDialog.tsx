import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { useState, type ReactNode } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import { say, sayFault } from "../commands/notify.ts";
import { host } from "../host/index.ts";
import { ask } from "../live/actions.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { daemonRoute } from "../live/route.ts";

/** Saves all reservations as a file that calendar programs read. */
export async function downloadCalendar(): Promise<void> {
  const file = await ask((client) => client.reservations.ics());
  if (!file.ok) return sayFault(file.error);
  const saved = await host().exportFile({
    suggestedName: "labwright.ics",
    title: "Calendar file",
    extension: "ics",
    mediaType: "text/calendar",
    data: new TextEncoder().encode(file.value.text),
  });
  if (!saved.ok) return sayFault(saved.error);
  if (saved.value !== null) say(`Saved ${saved.value.path}.`);
}

/** An address that calendar programs follow. Each one made ends the one before. */
export function FeedDialog(props: {
  readonly open: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const [address, setAddress] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const clipboard = useClipboard();

  async function make(): Promise<void> {
    const feed = await ask((client) => client.reservations.feed());
    setFault(feed.ok ? null : feed.error);
    if (feed.ok) setAddress(`${await daemonAddress()}${feed.value.path}`);
  }

  return (
    <Modal opened={props.open} onClose={props.onClose} title="Subscribe to the calendar">
      <Stack gap="sm">
        <Text size="sm">
          Calendar programs can follow your reservations by a secret address. A new one ends the one
          before.
        </Text>
        {fault !== null && <FaultAlert fault={fault} />}
        {address !== null && (
          <TextInput
            label="Address"
            readOnly
            value={address}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
        <Group justify="flex-end">
          {address !== null && (
            <Button variant="default" onClick={() => clipboard.copy(address)}>
              {clipboard.copied ? "Copied" : "Copy"}
            </Button>
          )}
          <Button data-autofocus onClick={() => void make()}>
            {address === null ? "Make an address" : "Make a new one"}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Where the daemon is found by other programs. */
async function daemonAddress(): Promise<string> {
  if (window.labwright === undefined) return location.origin;
  const ticket = await daemonRoute().daemonTicket();
  return new URL(ticket?.url ?? location.href).origin.replace(/^ws/, "http");
}
