import { Checkbox, Loader, Text } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { Result } from "../../shared/base/result.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import type { ShownConnection } from "../../shared/protocol/connection.ts";
import { say } from "../commands/notify.ts";
import { ask, putPool, askToChange } from "../live/actions.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { SendForm } from "../ui/SendForm.tsx";
import { ConnectionFields } from "./ConnectionFields.tsx";
import { changedBy, typedOf } from "./typed-connection.ts";
import { useAnswer } from "./use-lab.ts";

interface FormProps {
  readonly pool: Pool;
  readonly onDone: () => void;
}

/** Another name for a lab, or another way to its server, while all runs. */
export function ConnectionForm({ pool, onDone }: FormProps): ReactElement {
  const shown = useAnswer(`connection ${pool.id}`, () =>
    ask((client) => client.pools.connection({ id: pool.id })),
  );
  // What is being typed is kept, whatever is heard of the lab meanwhile.
  const [first, setFirst] = useState<ShownConnection | null>(null);
  if (first === null && shown?.ok === true) setFirst(shown.value);
  if (first !== null) return <Loaded pool={pool} shown={first} onDone={onDone} />;
  if (shown?.ok === false) return <FaultAlert fault={shown.error} />;
  return <Loader size="sm" aria-label="Asking how the lab is reached" />;
}

function Loaded(props: FormProps & { readonly shown: ShownConnection }): ReactElement {
  const { pool, shown, onDone } = props;
  const [typed, setTyped] = useState(() => typedOf(pool.name, shown));
  const [replaced, setReplaced] = useState(false);
  const [isOther, setOther] = useState(false);
  const onlyName = shown.driver === "simulated";
  const connection = changedBy(typed);
  const name = typed.name.trim();
  const complete = name !== "" && (onlyName || connection !== null);
  async function save(): Promise<Result<unknown>> {
    const more = onlyName || connection === null ? {} : { connection, replaced };
    const changed = await askToChange((client) =>
      client.pools.change({ id: pool.id, name, ...more }),
    );
    setOther(replaced || (!changed.ok && changed.error.code === "other-server"));
    if (!changed.ok) return changed;
    putPool(changed.value);
    say(`${name} is reached so from now on.`);
    return changed;
  }
  return (
    <SendForm button="Save" send={save} onClose={onDone} disabled={!complete}>
      {!onlyName && (
        <Text size="sm">
          The server must answer there before anything is changed. What runs on it runs on.
        </Text>
      )}
      <ConnectionFields
        typed={typed}
        onType={(part) => setTyped((known) => ({ ...known, ...part }))}
        hasKey={"url" in shown}
        onlyName={onlyName}
      />
      {isOther && (
        <Checkbox
          label="The server was replaced: make anew what ran on the one before"
          checked={replaced}
          onChange={(event) => setReplaced(event.currentTarget.checked)}
        />
      )}
    </SendForm>
  );
}
