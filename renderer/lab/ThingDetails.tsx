import { Anchor, Button, Group } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useState, type ReactElement } from "react";
import type { Pool } from "../../shared/pool/pool.ts";
import { say, sayFault } from "../commands/notify.ts";
import { ask, putPool } from "../live/actions.ts";
import { selectScope } from "./lab-state.ts";
import styles from "./Lab.module.css";
import { shownValue, THING_FIELDS } from "./thing-fields.ts";
import { ThingForm } from "./ThingForm.tsx";
import type { LabThing } from "./things.ts";
import { useMayAdminister } from "./use-lab.ts";

/** Everything that is written down of a thing; lab admins change it in place. */
export function ThingDetails(props: {
  readonly pool: Pool;
  readonly thing: LabThing;
}): ReactElement {
  const { pool } = props;
  const { sort, item } = props.thing.thing;
  const admin = useMayAdminister();
  const [editing, setEditing] = useState(false);
  if (editing && admin)
    return <ThingForm pool={pool} sort={sort} item={item} onDone={() => setEditing(false)} />;
  const fields = THING_FIELDS[sort]
    .map(({ id, label }) => ({
      label,
      id,
      text: shownValue(id, (item as Readonly<Record<string, unknown>>)[id]),
    }))
    .filter(({ text }) => text !== "");
  return (
    <>
      <dl className={styles["fields"]}>
        {fields.map(({ id, label, text }) => (
          <Field key={id} label={label.replace(/ in \S+$/, "")}>
            {id === "rack" ? <RackLink rack={text} /> : text}
          </Field>
        ))}
        {Object.entries(item.properties).map(([name, text]) => (
          <Field key={name} label={name}>
            {text}
          </Field>
        ))}
      </dl>
      {admin && (
        <Group gap={6}>
          <Button size="compact-sm" variant="default" onClick={() => setEditing(true)}>
            Change…
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => confirmForget(pool, sort, item)}
          >
            Forget…
          </Button>
        </Group>
      )}
    </>
  );
}

function Field(props: { readonly label: string; readonly children: ReactElement | string }) {
  return (
    <>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

function RackLink({ rack }: { readonly rack: string }): ReactElement {
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      onClick={() => selectScope({ sort: "rack", id: rack })}
    >
      {rack}
    </Anchor>
  );
}

function confirmForget(
  pool: Pool,
  sort: "host" | "switch" | "storage",
  { id, name }: { readonly id: string; readonly name: string },
): void {
  modals.openConfirmModal({
    title: `Forget ${name}?`,
    children: "What was written down of it goes. What the lab itself finds comes back.",
    labels: { confirm: "Forget", cancel: "Keep it" },
    confirmProps: { color: "red.9" },
    onConfirm: () => void forget(pool.id, sort, id, name),
  });
}

async function forget(
  pool: string,
  sort: "host" | "switch" | "storage",
  id: string,
  name: string,
): Promise<void> {
  const dropped = await ask((client) => client.pools.drop({ id: pool, sort, thing: id }));
  if (!dropped.ok) {
    sayFault(dropped.error);
    return;
  }
  putPool(dropped.value);
  selectScope(null);
  say(`${name} was forgotten.`);
}
