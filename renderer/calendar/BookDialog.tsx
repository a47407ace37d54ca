import {
  Button,
  Checkbox,
  Group,
  Modal,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useState, type ReactNode } from "react";
import { checkDesign } from "../../shared/constraints/check.ts";
import type { Fault } from "../../shared/base/fault.ts";
import type { Design } from "../../shared/design/design.ts";
import type { BookingRequest, Offer } from "../../shared/protocol/reservation.ts";
import { say } from "../commands/notify.ts";
import { ask } from "../live/actions.ts";
import { FaultAlert } from "../live/FaultAlert.tsx";
import { daemonNow } from "../live/running-bill.ts";
import { DesignErrors } from "../live/SendPreview.tsx";
import { useOnline, usePools } from "../live/state.ts";
import { catalogue } from "../store/reference.ts";
import { closeBookDialog, useBook } from "./book.ts";
import { newForm, requestOf, sessionOf, withWindow, type BookingForm } from "./booking-form.ts";
import { showInCalendar } from "./calendar-state.ts";
import { ownZone } from "./days.ts";
import { FreeTimes } from "./FreeTimes.tsx";
import { PlanResult } from "./PlanResult.tsx";
import { SessionFields } from "./SessionFields.tsx";
import { usePlan, type Planned } from "./use-plan.ts";

/** A design, a lab and a time or many: what fits is shown while choosing, and then it is booked. */
export function BookDialog(): ReactNode {
  const { design, idempotencyKey } = useBook();
  return (
    <Modal opened={design !== null} onClose={closeBookDialog} title="Book" size={760}>
      {design !== null && (
        <BookForm key={idempotencyKey} design={design} idempotencyKey={idempotencyKey} />
      )}
    </Modal>
  );
}

interface BookFormProps {
  readonly design: Design;
  readonly idempotencyKey: string;
}

function BookForm({ design, idempotencyKey }: BookFormProps): ReactNode {
  const online = useOnline();
  const pools = usePools();
  const [typed, setTyped] = useState(() => newForm(design.name, daemonNow(), ownZone()));
  const [errors] = useState(() =>
    checkDesign(design, catalogue(), undefined).filter(({ severity }) => severity === "error"),
  );
  const [booking, setBooking] = useState(false);
  const [refused, setRefused] = useState<{ form: BookingForm; fault: Fault } | null>(null);
  const first = pools.find(({ state }) => state === "online")?.id ?? null;
  const form = typed.pool === null && first !== null ? { ...typed, pool: first } : typed;
  const change = (changes: Partial<BookingForm>): void =>
    setTyped((before) => ({ ...before, ...changes }));
  const planned = usePlan(form, design);
  const session = sessionOf(form);

  async function book(): Promise<void> {
    const request = requestOf(form, design);
    if (request === null) return;
    setBooking(true);
    const made = await ask((client) =>
      client.reservations.create({ ...request, idempotencyKey: keyOf(idempotencyKey, request) }),
    );
    setBooking(false);
    if (!made.ok) return setRefused({ form: typed, fault: made.error });
    const { reservations } = made.value;
    closeBookDialog();
    say(
      reservations.length === 1
        ? `${request.name} is booked.`
        : `${request.name} is booked ${reservations.length} times.`,
    );
    showInCalendar(reservations[0] ?? null, request.pool);
  }

  if (errors.length > 0) return <DesignErrors design={design} errors={errors} />;
  return (
    <Stack gap="sm">
      <Group grow align="start">
        <TextInput
          label="Name"
          value={form.name}
          data-autofocus
          error={form.name.trim() === "" ? "Give it a name" : null}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label="Lab"
          data={pools.map(({ id, name, state }) => ({
            value: id,
            label: state === "online" ? name : `${name} (offline)`,
          }))}
          value={form.pool}
          allowDeselect={false}
          placeholder="No lab is connected"
          onChange={(pool) => change({ pool })}
        />
      </Group>
      <SessionFields form={form} change={change} />
      <Terms form={form} change={change} />
      {"missing" in session && (
        <Text size="sm" c="orange" role="status">
          {session.missing}
        </Text>
      )}
      {!online && (
        <Text size="sm" c="orange" role="status">
          The daemon does not answer at the moment; this dialog goes on as soon as it is back.
        </Text>
      )}
      <FreeTimes
        form={form}
        design={design}
        onTake={(window) => setTyped((before) => withWindow(before, window))}
      />
      <PlanResult
        planned={planned}
        zone={form.when === "repeated" ? form.zone : ownZone()}
        series={form.when === "repeated"}
        onOffer={(offer) => setTyped((before) => withOffer(before, offer))}
        onLeaveOut={(day) => change({ except: [...form.except, day].toSorted() })}
      />
      {refused?.form === typed && <FaultAlert fault={refused.fault} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={closeBookDialog}>
          Cancel
        </Button>
        <Button
          loading={booking}
          disabled={!online || !canBook(planned, form) || requestOf(form, design) === null}
          onClick={() => void book()}
        >
          Book
        </Button>
      </Group>
    </Stack>
  );
}

function Terms(props: {
  readonly form: BookingForm;
  readonly change: (changes: Partial<BookingForm>) => void;
}): ReactNode {
  const { form, change } = props;
  return (
    <>
      <Group grow align="start">
        <NumberInput
          label="Copies"
          min={1}
          max={200}
          value={form.copies}
          onChange={(copies) => change({ copies: Number(copies) || 1 })}
        />
        <NumberInput
          label="Priority"
          min={0}
          max={9}
          value={form.priority}
          onChange={(priority) => change({ priority: Number(priority) })}
        />
        <Select
          label="If it does not fit"
          data={[
            { value: "refuse", label: "Book nothing" },
            { value: "skip", label: "Leave those times out" },
            { value: "queue", label: "Queue for them" },
          ]}
          value={form.whenTaken}
          allowDeselect={false}
          onChange={(value) => change({ whenTaken: value ?? "refuse" })}
        />
      </Group>
      <Checkbox
        label="Gives way to more urgent bookings, with notice"
        checked={form.preemptible}
        onChange={(event) => change({ preemptible: event.currentTarget.checked })}
      />
    </>
  );
}

function withOffer(form: BookingForm, offer: Offer): BookingForm {
  switch (offer.type) {
    case "slot":
      return withWindow(form, offer.window);
    case "hardware":
      return { ...form, pool: offer.pool };
    case "queue":
      return { ...form, whenTaken: "queue" };
  }
}

/** What the lab would refuse cannot be asked for. */
function canBook(planned: Planned, { whenTaken }: BookingForm): boolean {
  if (planned.type !== "plan" || planned.plan.quota !== null) return false;
  const fitting = planned.plan.slots.filter(({ fits }) => fits).length;
  if (whenTaken === "queue") return true;
  return whenTaken === "skip" ? fitting > 0 : fitting === planned.plan.slots.length;
}

/** The same press of the button again books nothing twice; another request is another booking. */
function keyOf(opened: string, request: BookingRequest): string {
  const text = JSON.stringify({ ...request, designs: [] });
  let sum = 0;
  for (const letter of text) sum = (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) | 0;
  return `${opened}-${(sum >>> 0).toString(16)}`;
}
