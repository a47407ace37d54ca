import { Text, Textarea } from "@mantine/core";
import { useState, type ChangeEvent, type ReactElement } from "react";
import type { Result } from "../../shared/base/result.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { say } from "../commands/notify.ts";
import { putPool, askToChange } from "../live/actions.ts";
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
    onChange: (event: ChangeEvent<HTMLTextAreaElement>) => {
      const { value } = event.currentTarget;
      setTyped((known) => ({ ...known, [part]: value }));
    },
  });
  async function save(): Promise<Result<unknown> | null> {
    const read = rangesIn(typed);
    setWrong("wrong" in read ? read.wrong : {});
    if ("wrong" in read) return null;
    const put = await askToChange((client) =>
      client.pools.setRanges({ id: pool.id, ...read.ranges }),
    );
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
      <Textarea
        label="VLANs"
        description="One range a line, such as 100 - 199, or single VLANs"
        autosize
        minRows={2}
        maxRows={8}
        data-autofocus
        {...entry("vlans")}
      />
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
