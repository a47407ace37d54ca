import { Anchor, Button, Group } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useState, type ReactElement } from "react";
import { flat } from "../../shared/pool/inventory/cable-ends.ts";
import { printed } from "../../shared/pool/inventory/columns.ts";
import { SORTS, type Item, type SortId } from "../../shared/pool/inventory/sorts.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { rackKey } from "../../shared/pool/racks.ts";
import { say, sayFault } from "../commands/notify.ts";
import { putPool, askToChange } from "../live/actions.ts";
import { selectScope } from "./lab-state.ts";
import styles from "./Lab.module.css";
import { thingTitle } from "./plain-things.ts";
import { shownValue, THING_FIELDS } from "./thing-fields.ts";
import { ThingForm } from "./ThingForm.tsx";
import { useMayAdminister } from "./use-lab.ts";

/** Everything that is written down of a thing; lab admins change it in place. */
export function ThingDetails(props: {
  readonly pool: Pool;
  readonly sort: SortId;
  readonly item: Item;
}): ReactElement {
  const { pool, sort, item } = props;
  const admin = useMayAdminister();
  const [editing, setEditing] = useState(false);
  if (editing && admin)
    return <ThingForm pool={pool} sort={sort} item={item} onDone={() => setEditing(false)} />;
  const known = flat(item);
  const fields = THING_FIELDS[sort]
    .filter(({ id }) => id !== "properties")
    .map(({ id, label }) => ({ label, id, text: shownValue(id, known[id]) }))
    .filter(({ text }) => text !== "");
  const properties = Object.entries((item["properties"] ?? {}) as Record<string, string>);
  return (
    <>
      <dl className={styles["fields"]}>
        {fields.map(({ id, label, text }) => (
          <Field key={id} label={label.replace(/ in \S+$/, "")}>
            {id === "rack" ? <RackLink rack={text} site={printed(item["site"])} /> : text}
          </Field>
        ))}
        {properties.map(([name, text]) => (
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

function RackLink(place: { readonly site: string; readonly rack: string }): ReactElement {
  return (
    <Anchor
      component="button"
      type="button"
      fz="inherit"
      onClick={() => selectScope({ sort: "rack", id: rackKey(place) })}
    >
      {place.rack}
    </Anchor>
  );
}

function confirmForget(pool: Pool, sort: SortId, item: Item): void {
  const title = thingTitle(pool, sort, item);
  const key = SORTS[sort].key(item);
  modals.openConfirmModal({
    title: `Forget ${title}?`,
    children: "What was written down of it goes. What the lab itself finds comes back.",
    labels: { confirm: "Forget", cancel: "Keep it" },
    confirmProps: { color: "red.9" },
    onConfirm: () => void forget(pool.id, sort, key, title),
  });
}

async function forget(pool: string, sort: SortId, thing: string, title: string): Promise<void> {
  const dropped = await askToChange((client) => client.pools.drop({ id: pool, sort, thing }));
  if (!dropped.ok) {
    sayFault(dropped.error);
    return;
  }
  putPool(dropped.value);
  selectScope(null);
  say(`${title.slice(0, 1).toUpperCase()}${title.slice(1)} was forgotten.`);
}
