import {
  Button,
  Card,
  Collapse,
  Group,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import type { Connection } from "../../shared/protocol/connection.ts";
import { addPool, ask } from "../live/actions.ts";
import { FaultAlert } from "../live/FaultAlert.tsx";

interface Offer {
  readonly name: string;
  readonly connection: Connection;
}

/** Offers the Incus or LXD servers found on the daemon's machine, and takes the address of others. */
export function AddPool(): ReactNode {
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
  }
  return (
    <Card withBorder component="section" aria-label="Add a lab">
      <Stack gap="sm">
        <Title order={2} size="h4">
          Add a lab
        </Title>
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
            Incus or LXD over the network…
          </Button>
        </Group>
        <Collapse expanded={remote}>
          <RemoteForm busy={busy} onAdd={(offer) => void add(offer)} />
        </Collapse>
        {fault !== null && <FaultAlert fault={fault} />}
      </Stack>
    </Card>
  );
}

function RemoteForm(props: {
  readonly busy: boolean;
  readonly onAdd: (offer: Offer) => void;
}): ReactNode {
  const [form, setForm] = useState({
    name: "",
    url: "",
    certificate: "",
    key: "",
    fingerprint: "",
  });
  const set = (part: Partial<typeof form>): void => setForm((known) => ({ ...known, ...part }));
  const complete = [form.name, form.url, form.certificate, form.key].every(
    (text) => text.trim() !== "",
  );
  function submit(): void {
    const { name, url, certificate, key, fingerprint } = form;
    props.onAdd({
      name: name.trim(),
      connection: {
        driver: "incus",
        url: url.trim(),
        certificate,
        key,
        ...(fingerprint.trim() !== "" && { serverFingerprint: fingerprint.trim() }),
      },
    });
  }
  return (
    <Stack gap="xs">
      <Group grow>
        <TextInput
          label="Name"
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Address"
          placeholder="https://lab.example:8443"
          value={form.url}
          onChange={(event) => set({ url: event.currentTarget.value })}
        />
      </Group>
      <Textarea
        label="Client certificate (PEM)"
        autosize
        minRows={2}
        maxRows={6}
        value={form.certificate}
        onChange={(event) => set({ certificate: event.currentTarget.value })}
      />
      <Textarea
        label="Its private key (PEM)"
        description="Stored by the daemon and never shown again."
        autosize
        minRows={2}
        maxRows={6}
        value={form.key}
        onChange={(event) => set({ key: event.currentTarget.value })}
      />
      <TextInput
        label="Fingerprint of the server’s certificate"
        description="SHA-256; needed when no public authority vouches for it."
        value={form.fingerprint}
        onChange={(event) => set({ fingerprint: event.currentTarget.value })}
      />
      <Group justify="flex-end">
        <Button size="xs" disabled={!complete} loading={props.busy} onClick={submit}>
          Add
        </Button>
      </Group>
    </Stack>
  );
}
