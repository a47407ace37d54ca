import { Button, Card, Collapse, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import type { Connection } from "../../shared/protocol/connection.ts";
import { say } from "../commands/notify.ts";
import { addPool, ask } from "../live/actions.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { Form } from "../ui/Form.tsx";
import { ConnectionFields } from "./ConnectionFields.tsx";
import { showPool } from "./lab-state.ts";
import { newConnection, NOTHING_TYPED } from "./typed-connection.ts";

interface Offer {
  readonly name: string;
  readonly connection: Connection;
}

/** Where there is no lab yet. */
export function AddFirstPool(): ReactNode {
  return (
    <Card withBorder component="section" aria-label="Add a lab">
      <Title order={2} size="h4" mb="sm">
        Add a lab
      </Title>
      <AddPool />
    </Card>
  );
}

/** Offers the Incus or LXD servers found on the daemon's machine, and takes the address of others. */
export function AddPool({ onAdded }: { readonly onAdded?: () => void }): ReactNode {
  const [offers, setOffers] = useState<readonly Offer[]>([]);
  const [remote, setRemote] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    // Only lab admins may ask; for others there is nothing to offer.
    void ask((client) => client.pools.detect()).then((found) => {
      if (found.ok) setOffers(found.value);
    });
  }, []);
  async function add(offer: Offer): Promise<void> {
    setBusy(true);
    const added = await addPool(offer.name, offer.connection);
    setBusy(false);
    setFault(added.ok ? null : added.error);
    if (!added.ok) return;
    setOffers((known) => known.filter((one) => one !== offer));
    setRemote(false);
    showPool(added.value.id);
    say(`The lab “${added.value.name}” was added.`);
    onAdded?.();
  }
  return (
    <Stack gap="sm">
      {offers.map((offer) => (
        <Group key={offer.name} justify="space-between">
          <Text size="sm">{offer.name} answers on the daemon’s machine.</Text>
          <Button size="xs" loading={busy} onClick={() => void add(offer)}>
            Add {offer.name}
          </Button>
        </Group>
      ))}
      <Group>
        <Button
          size="xs"
          variant="default"
          aria-expanded={remote}
          onClick={() => setRemote(!remote)}
        >
          Another Incus or LXD server…
        </Button>
      </Group>
      <Collapse expanded={remote}>
        <RemoteForm busy={busy} onAdd={(offer) => void add(offer)} />
      </Collapse>
      {fault !== null && <FaultAlert fault={fault} />}
    </Stack>
  );
}

function RemoteForm(props: {
  readonly busy: boolean;
  readonly onAdd: (offer: Offer) => void;
}): ReactNode {
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const connection = newConnection(typed);
  const add = (): void => {
    if (connection !== null && !props.busy) props.onAdd({ name: typed.name.trim(), connection });
  };
  return (
    <Form gap="xs" label="Another server" onSubmit={add}>
      <ConnectionFields
        typed={typed}
        onType={(part) => setTyped((known) => ({ ...known, ...part }))}
        hasKey={false}
        onlyName={false}
      />
      <Group justify="flex-end">
        <Button size="xs" type="submit" disabled={connection === null} loading={props.busy}>
          Add
        </Button>
      </Group>
    </Form>
  );
}
