import { Checkbox, Group, NumberInput, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useState, type ReactElement } from "react";
import { starterServices } from "../../shared/catalogue/starter.ts";
import type { Goal } from "../../shared/completion/goal.ts";
import { usePools } from "../live/state.ts";
import { clientsUsual, setOrder, useCompleting } from "./completing.ts";

const GOALS: readonly { readonly value: Goal; readonly label: string }[] = [
  { value: "price", label: "Lowest price" },
  { value: "machines", label: "Fewest machines" },
  { value: "fit", label: "Best fit to the lab" },
];

const MOST_USERS = 1_000_000;
const USERS_WANTED = "completion-users-wanted";

/** What is asked for: a service and its users, and what to choose by. Every change is worked out at once. */
export function OrderForm(): ReactElement {
  const order = useCompleting((completing) => completing.order);
  const pools = usePools();
  const [first] = pools;
  return (
    <Stack gap="sm">
      {order.service !== null && <ServiceFields service={order.service} />}
      <Group gap="lg" align="flex-end">
        <div>
          <Text size="sm" fw={600} mb={4} id="completion-goal">
            Choose by
          </Text>
          <SegmentedControl
            size="xs"
            aria-labelledby="completion-goal"
            data={GOALS.map(({ value, label }) => ({
              value,
              label,
              disabled: value === "fit" && first === undefined,
            }))}
            value={order.goal}
            onChange={(value) => {
              const goal = GOALS.find((one) => one.value === value)?.value ?? "price";
              // How well something fits is a question of which lab.
              const pool = goal === "fit" ? (order.pool ?? first?.id ?? null) : order.pool;
              setOrder({ ...order, goal, pool });
            }}
          />
        </div>
        {first !== undefined && (
          <Select
            label="From"
            size="xs"
            w={240}
            data={[
              { value: "", label: "Whatever the catalogue has" },
              ...pools.map(({ id, name }) => ({ value: id, label: `What ${name} has free` })),
            ]}
            value={order.pool ?? ""}
            onChange={(value) => {
              const pool = value === "" ? null : value;
              const goal = pool === null && order.goal === "fit" ? "price" : order.goal;
              setOrder({ ...order, pool, goal });
            }}
            allowDeselect={false}
          />
        )}
      </Group>
    </Stack>
  );
}

function ServiceFields({ service }: { readonly service: string }): ReactElement {
  const order = useCompleting((completing) => completing.order);
  const [typed, setTyped] = useState<string | number>(order.users ?? "");
  const profile = starterServices().find(({ id }) => id === service);
  return (
    <>
      <Group align="flex-end" gap="md">
        <Select
          label="Service"
          w={320}
          searchable
          data-autofocus
          data={starterServices().map(({ id, name }) => ({ value: id, label: name }))}
          value={service}
          onChange={(value) => {
            if (value === null) return;
            setOrder({ ...order, service: value, withClients: clientsUsual(value), choices: {} });
          }}
          allowDeselect={false}
          nothingFoundMessage="No service like that"
        />
        <NumberInput
          label="Users"
          w={140}
          min={1}
          max={MOST_USERS}
          step={10}
          clampBehavior="none"
          thousandSeparator=","
          value={typed}
          error={order.users === null}
          aria-describedby={order.users === null ? USERS_WANTED : undefined}
          onChange={(value) => {
            setTyped(value);
            const users = Number(value);
            const isCount = Number.isInteger(users) && users >= 1 && users <= MOST_USERS;
            setOrder({ ...order, users: isCount ? users : null });
          }}
        />
        {profile?.clients !== undefined && (
          <Checkbox
            pb={8}
            label="With a device for each user"
            checked={order.withClients}
            onChange={({ currentTarget }) => {
              setOrder({ ...order, withClients: currentTarget.checked });
            }}
          />
        )}
      </Group>
      {order.users === null ? (
        <Text size="sm" c="red" id={USERS_WANTED} role="alert">
          How many users? Enter a whole number from 1 to {MOST_USERS.toLocaleString("en")}.
        </Text>
      ) : (
        <Text size="sm" c="dimmed">
          {profile?.description}
        </Text>
      )}
    </>
  );
}
