import { Fieldset, Group, Select, Stack, TextInput } from "@mantine/core";
import { useMemo, type ReactElement } from "react";
import { allZones } from "../../calendar/days.ts";
import { useLive } from "../../live/state.ts";
import { TimeField } from "../../ui/TimeField.tsx";
import { countries, currencies } from "../../ui/regions.ts";
import { AT_END, CADENCES, PAYMENTS } from "./contract-words.ts";
import type { CustomerField } from "./customer-form.ts";
import type { useEntries } from "../use-entries.ts";

const OF_THE_BOOK = { value: "", label: "That of the price book" };

interface FieldsProps {
  readonly entries: ReturnType<typeof useEntries<CustomerField>>;
  /** False where a contract goes on: what bills are cut by stays. */
  readonly isNew: boolean;
  /** What a new customer expects to use; what they pay for being one may follow from it. */
  readonly declared: ReactElement;
}

/** All fields of a customer and of what is agreed on. */
export function CustomerFields(props: FieldsProps): ReactElement {
  return (
    <Stack gap="sm">
      {props.isNew && <TenantFields {...props} />}
      <BillingFields {...props} />
      {props.isNew && props.declared}
      <ContractFields {...props} />
    </Stack>
  );
}

function TenantFields({ entries: { entry } }: FieldsProps): ReactElement {
  const own = useLive(({ connection }) =>
    connection.status === "online" ? connection.about.tenant.id : null,
  );
  return (
    <Group grow align="flex-start">
      <TextInput
        label="Tenant"
        description={`Its id in the lab; made when it is new.${own === null ? "" : ` Yours is “${own}”.`}`}
        inputWrapperOrder={["label", "input", "description", "error"]}
        required
        data-autofocus
        {...entry("tenant")}
      />
      <TextInput
        label="First person"
        description="Gets a token to come in with."
        inputWrapperOrder={["label", "input", "description", "error"]}
        {...entry("person")}
      />
    </Group>
  );
}

function BillingFields({ entries: { entry, choice } }: FieldsProps): ReactElement {
  const known = useMemo(() => [...countries()], []);
  return (
    <Fieldset legend="Who is billed">
      <Stack gap="xs">
        <TextInput label="Name" required {...entry("name")} />
        <TextInput label="Street" required {...entry("street")} />
        <Group grow align="flex-start">
          <TextInput label="Postal code" {...entry("postalCode")} />
          <TextInput label="City" required {...entry("city")} />
          <Select
            label="Country"
            required
            searchable
            nothingFoundMessage="No country is called that"
            data={known}
            {...choice("country")}
          />
        </Group>
        <Group grow align="flex-start">
          <TextInput label="E-mail" type="email" required {...entry("email")} />
          <TextInput label="Tax id" {...entry("taxId")} />
        </Group>
      </Stack>
    </Fieldset>
  );
}

function ContractFields({ entries, isNew }: FieldsProps): ReactElement {
  const { entry, choice } = entries;
  return (
    <Fieldset legend="Contract">
      <Stack gap="xs">
        {isNew && <LastingFields entries={entries} />}
        <Group grow align="flex-start">
          <TextInput
            label="Base fee"
            placeholder="as the price book says"
            inputMode="decimal"
            {...entry("fee")}
          />
          <Select label="Charged" data={CADENCES} {...choice("cadence")} />
        </Group>
        <Group grow align="flex-start">
          <Select label="Payment" data={PAYMENTS} {...choice("payment")} />
          <TextInput label="Days to pay" inputMode="numeric" required {...entry("payWithinDays")} />
        </Group>
        <Group grow align="flex-start">
          <TextInput
            label="At least each month"
            description="All together, without taxes."
            inputMode="decimal"
            {...entry("minimum")}
          />
          <TextInput
            label="At most each month"
            description="What is beyond it is not charged."
            inputMode="decimal"
            {...entry("maximum")}
          />
        </Group>
        <Group grow align="flex-start">
          <Select label="When the contract ends" data={AT_END} {...choice("atEnd")} />
          <TextInput
            label="Hours of notice before that"
            inputMode="numeric"
            required
            {...entry("noticeHours")}
          />
        </Group>
        <TextInput
          label="Shared by"
          description="Who pays a part of each bill, with a weight: anna 2, bela 1. Empty: one pays all."
          {...entry("parties")}
        />
      </Stack>
    </Fieldset>
  );
}

function LastingFields({
  entries: { entry, choice, time },
}: Pick<FieldsProps, "entries">): ReactElement {
  const zones = useMemo(() => [...allZones()], []);
  const money = useMemo(() => [OF_THE_BOOK, ...currencies()], []);
  return (
    <>
      <Group grow align="flex-start">
        <TimeField kind="date" label="First day" required {...time("start")} />
        <Select label="Time zone" searchable data={zones} {...choice("zone")} />
      </Group>
      <Group grow align="flex-start">
        <Select label="Currency" searchable data={money} {...choice("currency")} />
        <TextInput
          label="Months begin on day"
          description="In shorter months on the last one."
          inputMode="numeric"
          required
          {...entry("anchorDay")}
        />
      </Group>
    </>
  );
}
