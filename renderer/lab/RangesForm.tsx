import { SimpleGrid, Text, Textarea, TextInput } from "@mantine/core";
import { useState, type ChangeEvent, type ReactElement } from "react";
import type { Result } from "../../shared/base/result.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { say } from "../commands/notify.ts";
import { ask, putPool } from "../live/actions.ts";
import { SendForm } from "../ui/SendForm.tsx";
import { rangesIn, typedRanges, type TypedRanges } from "./typed-ranges.ts";

/** Which VLANs and outside addresses Labwright may use in a lab. */
export function RangesForm(props: {
  readonly pool: Pool;
  readonly onDone: () => void;
}): ReactElement {
  const { pool, onDone } = props;
  const [typed, setTyped] = useState(() => typedRanges(pool.resources));
  const [wrong, setWrong] = useState<Partial<TypedRanges>>({});
  const entry = (part: keyof TypedRanges) => ({
    value: typed[part],
    error: wrong[part],
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const { value } = event.currentTarget;
      setTyped((known) => ({ ...known, [part]: value }));
    },
  });
  async function save(): Promise<Result<unknown> | null> {
    const read = rangesIn(typed);
    setWrong("wrong" in read ? read.wrong : {});
    if ("wrong" in read) return null;
    const put = await ask((client) => client.pools.setRanges({ id: pool.id, ...read.ranges }));
    if (!put.ok) return put;
    putPool(put.value);
    say("New environments get their VLANs and addresses of these.");
    return put;
  }
  return (
    <SendForm button="Save" send={save} onClose={onDone}>
      <Text size="sm">
        Only what Labwright may use by itself: no VLAN and no address that anything else has.
      </Text>
      <SimpleGrid cols={2} spacing="sm">
        <TextInput label="First VLAN" inputMode="numeric" data-autofocus {...entry("first")} />
        <TextInput label="Last VLAN" inputMode="numeric" {...entry("last")} />
      </SimpleGrid>
      {pool.resources.outsideAddresses === null ? (
        <Text size="sm" c="dimmed">
          The lab itself gives every environment a way out: no addresses are needed.
        </Text>
      ) : (
        <Textarea
          label="Outside addresses"
          description="One range a line, such as 203.0.113.10 - 203.0.113.20, or single addresses"
          autosize
          minRows={3}
          maxRows={12}
          {...entry("addresses")}
        />
      )}
    </SendForm>
  );
}
