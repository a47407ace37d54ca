import {
  Button,
  Group,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  type TextInputProps,
} from "@mantine/core";
import { useRef, useState, type ChangeEvent, type ReactElement } from "react";
import type { Fault } from "../../shared/base/fault.ts";
import { SORTS, type Item, type SortId } from "../../shared/pool/inventory/sorts.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { say } from "../commands/notify.ts";
import { putPool, askToChange } from "../live/actions.ts";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import {
  errorsIn,
  isKeyField,
  shownValue,
  textsOf,
  THING_FIELDS,
  valuesOf,
  type Texts,
} from "./thing-fields.ts";

interface ThingFormProps {
  readonly pool: Pool;
  readonly sort: SortId;
  /** Null: a new one. */
  readonly item: Item | null;
  readonly onDone: () => void;
}

/** One thing of the lab, written down by hand. What is wrong is said beside its field. */
export function ThingForm({ pool, sort, item, onDone }: ThingFormProps): ReactElement {
  const [texts, setTexts] = useState<Texts>(() => textsOf(sort, item));
  const [errors, setErrors] = useState<Texts>({});
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  /** What is wrong with a field is read out when it is gone to. */
  function goToFirstWrong(): void {
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(),
    );
  }
  async function save(): Promise<void> {
    const values = valuesOf(sort, texts, item);
    const wrong = errorsIn(pool.resources, sort, values);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return goToFirstWrong();
    if (busy) return;
    setBusy(true);
    const put = await askToChange((client) => client.pools.put({ id: pool.id, sort, values }));
    setBusy(false);
    setFault(put.ok ? null : put.error);
    if (!put.ok) return;
    putPool(put.value);
    tellRefused(put.value, sort, values);
    onDone();
  }
  return (
    <form
      ref={form}
      aria-label={item === null ? `New ${sort}` : `Change ${sort}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
        <SimpleGrid cols={2} spacing="xs" verticalSpacing="xs">
          {THING_FIELDS[sort].map(({ id, label, hint, choices, lines }, index) => {
            const shared = {
              size: "xs",
              label,
              // Fields side by side are in line where one explains itself below.
              inputWrapperOrder: ["label", "input", "description", "error"],
              value: texts[id] ?? "",
              error: errors[id] ?? null,
              ...(hint !== undefined && { description: hint }),
              ...(index === 0 && { "data-autofocus": true }),
            } satisfies TextInputProps;
            const change = (value: string): void =>
              setTexts((known) => ({ ...known, [id]: value }));
            if (choices !== undefined)
              return (
                <Select
                  key={id}
                  {...shared}
                  data={[...choices]}
                  onChange={(value) => change(value ?? "")}
                />
              );
            const Field = lines === true ? Textarea : TextInput;
            return (
              <Field
                key={id}
                {...shared}
                disabled={item !== null && isKeyField(sort, id)}
                onChange={(event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
                  change(event.currentTarget.value)
                }
              />
            );
          })}
        </SimpleGrid>
        {errors[""] !== undefined && (
          <Text size="sm" c="var(--bad)" role="alert">
            {errors[""]}
          </Text>
        )}
        {fault !== null && <FaultAlert fault={fault} />}
        <Group justify="flex-end">
          <Button size="xs" variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button size="xs" type="submit" loading={busy}>
            {item === null ? "Add" : "Save"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Of what its own driver finds, capacity cannot be written down: whoever tried is told. */
function tellRefused({ resources }: Pool, sort: SortId, values: Item): void {
  if (sort !== "host" && sort !== "storage") return;
  const { collection, key, fill } = SORTS[sort];
  const filled: Item = fill(values);
  const kept: Item | undefined = resources[collection].find((item) => key(item) === key(filled));
  const refused = THING_FIELDS[sort].filter(
    ({ id }) =>
      // What is named is known by its id.
      id !== "switch" && id in values && shownValue(id, kept?.[id]) !== shownValue(id, filled[id]),
  );
  if (kept !== undefined && refused.length > 0)
    say(`The lab itself says otherwise: ${refused.map(({ label }) => label).join(", ")}.`);
}
