import {
  Button,
  Group,
  NumberInput,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { Quota } from "../../shared/protocol/reservation.ts";
import { usePersonName } from "../lab/use-lab.ts";
import { useLive, type Live } from "../live/state.ts";
import { NumberField } from "./form-fields.tsx";

const LIMITS = [
  { id: "machines", label: "Machines at a time" },
  { id: "cores", label: "Cores at a time" },
  { id: "machineHours", label: "Machine hours a month" },
  { id: "approvalAboveMachines", label: "Asks for more machines than" },
] as const;

const NONE = {
  machines: null,
  cores: null,
  machineHours: null,
  money: null,
  highestPriority: 5,
  approvalAboveMachines: null,
};

const pickTenant = ({ connection }: Live): string =>
  connection.status === "online" ? connection.about.tenant.id : "";

/** Whether limits are somebody's who was typed, by name or by id. */
function isOf(one: Quota, { tenant, user }: Quota, personName: (id: string) => string): boolean {
  const person = user?.trim() ?? "";
  const names = one.user === null ? [""] : [one.user, personName(one.user)];
  return one.tenant === tenant.trim() && names.includes(person);
}

/** The limits of a tenant, or of one person of it; a field that is left empty limits nothing. */
export function LimitForm(props: {
  /** Null: of somebody who is not chosen yet. */
  readonly quota: Quota | null;
  /** All that are set. */
  readonly known: readonly Quota[];
  readonly onSave: (quota: Quota) => void;
}): ReactNode {
  const own = useLive(pickTenant);
  const personName = usePersonName();
  const [first] = useState<Quota>(
    () =>
      props.quota ??
      props.known.find(({ tenant, user }) => tenant === own && user === null) ?? {
        tenant: own,
        user: null,
        ...NONE,
      },
  );
  const [typed, setTyped] = useState(() => ({
    ...first,
    user: first.user && personName(first.user),
  }));
  const change = (changes: Partial<Quota>): void =>
    setTyped((before) => ({ ...before, ...changes }));
  const { tenant, user } = typed;
  const replaced = props.known.find((one) => one !== first && isOf(one, typed, personName));
  return (
    <form
      noValidate
      aria-label="Set limits"
      onSubmit={(event) => {
        event.preventDefault();
        if (tenant.trim() === "") return;
        const person = user?.trim() ?? "";
        props.onSave({ ...typed, tenant: tenant.trim(), user: person === "" ? null : person });
      }}
    >
      <Stack gap="sm">
        <Title order={3} size="h5">
          {props.quota === null ? "Set limits" : `Limits of ${user ?? tenant}`}
        </Title>
        <SimpleGrid cols={3} spacing="sm">
          <TextInput
            label="Tenant"
            value={tenant}
            error={tenant.trim() === "" ? "Whose limits?" : null}
            onChange={(event) => change({ tenant: event.currentTarget.value })}
          />
          <TextInput
            label="Person"
            placeholder="All together"
            value={user ?? ""}
            onChange={(event) => change({ user: event.currentTarget.value })}
          />
          <NumberField
            label="Highest priority"
            min={0}
            max={9}
            value={typed.highestPriority}
            write={(highestPriority) => change({ highestPriority })}
          />
          <NumberInput
            label="Money a month"
            placeholder="No limit"
            min={0}
            decimalScale={2}
            value={typed.money ?? ""}
            onChange={(value) => change({ money: value === "" ? null : String(value) })}
          />
          {LIMITS.map(({ id, label }) => (
            <NumberInput
              key={id}
              label={label}
              placeholder={id === "approvalAboveMachines" ? "Never asks" : "No limit"}
              min={0}
              allowDecimal={false}
              value={typed[id] ?? ""}
              onChange={(value) => change({ [id]: value === "" ? null : Number(value) })}
            />
          ))}
        </SimpleGrid>
        <Group justify="flex-end">
          {replaced !== undefined && (
            <Text size="sm" c="var(--warning)" role="status">
              {user?.trim() || tenant.trim()} has limits already: these replace all of them.
            </Text>
          )}
          <Button type="submit" disabled={tenant.trim() === ""}>
            Set the limits
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
