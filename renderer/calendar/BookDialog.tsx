import { Button, getDefaultZIndex, Group, Modal, Select, Text, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { checkDesign } from "../../shared/constraints/check.ts";
import type { Fault } from "../../shared/base/fault.ts";
import type { BookingRequest } from "../../shared/protocol/reservation.ts";
import { zoneOf } from "../../shared/schedule/session.ts";
import { say } from "../commands/notify.ts";
import { askUntilAnswered } from "../live/actions.ts";
import { DialogFoot } from "../ui/DialogFoot.tsx";
import { FaultAlert } from "../ui/FaultAlert.tsx";
import { DesignErrors } from "../live/SendPreview.tsx";
import { useAway } from "../live/away.ts";
import { usePools } from "../live/state.ts";
import { catalogue } from "../store/reference.ts";
import { bookedWords } from "./booked-words.ts";
import { closeBookDialog, useBook, type Opened } from "./book.ts";
import { chosenOf, requestOf, withFreeTime, withWindow, type BookingForm } from "./booking-form.ts";
import { Form } from "../ui/Form.tsx";
import { sessionOf } from "./booking-session.ts";
import { showInCalendar, showQueue } from "./calendar-state.ts";
import { ownZone } from "./days.ts";
import { NumberField } from "./form-fields.tsx";
import { FreeTimes } from "./FreeTimes.tsx";
import { MoreFields } from "./MoreFields.tsx";
import { PlanResult, PlanVerdict } from "./PlanResult.tsx";
import { SessionFields } from "./SessionFields.tsx";
import { choiceNames } from "./SharingFields.tsx";
import { usePlan, type Planned } from "./use-plan.ts";
import type { TakenOffer } from "./words.ts";

/** A design, a lab and a time or many: what fits is shown while choosing, and then it is booked. */
export function BookDialog(): ReactNode {
  const { opened } = useBook();
  return (
    <Modal
      opened={opened !== null}
      onClose={closeBookDialog}
      title={opened?.title ?? "Book"}
      size={760}
      // What fits comes while one chooses: nothing moves under the pointer by it.
      centered={false}
      // What was booked is booked again from a drawer, which stays open below it.
      zIndex={getDefaultZIndex("modal") + 1}
    >
      {opened !== null && <BookForm key={opened.idempotencyKey} opened={opened} />}
    </Modal>
  );
}

function BookForm({ opened }: { readonly opened: Opened }): ReactNode {
  const { choices, idempotencyKey } = opened;
  const [design] = choices;
  const away = useAway();
  const pools = usePools();
  const [typed, setTyped] = useState(opened.form);
  const [errors] = useState(() =>
    design === undefined
      ? []
      : checkDesign(design, catalogue(), undefined).filter(({ severity }) => severity === "error"),
  );
  const [booking, setBooking] = useState(false);
  const [refused, setRefused] = useState<{ form: BookingForm; fault: Fault } | null>(null);
  const first = pools.find(({ state }) => state === "online")?.id ?? null;
  const isThere = pools.some(({ id }) => id === typed.pool);
  const form = !isThere && first !== null ? { ...typed, pool: first } : typed;
  const change = (changes: Partial<BookingForm>): void =>
    setTyped((before) => ({ ...before, ...changes }));
  const planned = usePlan(form, choices);
  const session = sessionOf(form);
  const names = choiceNames(choices);
  const missing = missingIn(form, away);

  const mayBook = away === null && canBook(planned, form) && requestOf(form, choices) !== null;
  async function book(): Promise<void> {
    const request = requestOf(form, choices);
    if (request === null || !mayBook || booking) return;
    setBooking(true);
    const key = keyOf(idempotencyKey, request, chosenOf(form));
    const made = await askUntilAnswered((client) =>
      client.reservations.create({ ...request, idempotencyKey: key }),
    );
    setBooking(false);
    if (!made.ok) return setRefused({ form: typed, fault: made.error });
    const { reservations } = made.value;
    closeBookDialog();
    say(bookedWords(request.name, reservations));
    const held = reservations.find(({ state }) => state !== "queued");
    if (held === undefined) showQueue(request.pool);
    else showInCalendar(held, request.pool);
  }

  if (design === undefined) return null;
  if (errors.length > 0) return <DesignErrors design={design} errors={errors} />;
  return (
    <Form gap="sm" onSubmit={() => void book()}>
      <Basics form={form} change={change} />
      <SessionFields form={form} change={change} />
      {form.sharing === "one" && (
        <FreeTimes
          form={form}
          design={design}
          onTake={(window) => setTyped((before) => withFreeTime(before, typed, window))}
        />
      )}
      <MoreFields form={form} change={change} choices={choices} />
      <PlanResult
        planned={planned}
        zone={("missing" in session ? null : zoneOf(session)) ?? ownZone()}
        series={form.when === "repeated"}
        names={form.sharing === "one" ? [] : chosenOf(form).map((index) => names[index] ?? "")}
        onOffer={(offer) => setTyped((before) => withOffer(before, offer))}
        onLeaveOut={(day) => change({ except: [...new Set([...form.except, day])].toSorted() })}
      />
      {refused?.form === typed && <FaultAlert fault={refused.fault} />}
      {refused?.form === typed && refused.fault.code === "answer-lost" && (
        <Text size="sm">Pressing Book again books nothing twice.</Text>
      )}
      <DialogFoot gap="sm" wrap="nowrap">
        <PlanVerdict planned={planned} missing={missing} whenTaken={form.whenTaken} />
        <Button variant="default" ml="auto" onClick={closeBookDialog}>
          Cancel
        </Button>
        <Button loading={booking} type="submit" disabled={!mayBook}>
          Book
        </Button>
      </DialogFoot>
    </Form>
  );
}

/** Why nothing can be planned yet, in words; null where it can. */
function missingIn(form: BookingForm, away: string | null): string | null {
  if (away !== null) return away;
  if (form.pool === null) return "There is no lab to book. A lab admin adds one under Lab.";
  const session = sessionOf(form);
  return "missing" in session ? session.missing : null;
}

function Basics(props: {
  readonly form: BookingForm;
  readonly change: (changes: Partial<BookingForm>) => void;
}): ReactNode {
  const { form, change } = props;
  const pools = usePools();
  return (
    <Group grow align="start" preventGrowOverflow={false}>
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
      <NumberField
        label="Copies"
        w={110}
        flex="0 0 auto"
        min={1}
        max={200}
        value={form.copies}
        write={(copies) => change({ copies })}
      />
    </Group>
  );
}

function withOffer(form: BookingForm, offer: TakenOffer): BookingForm {
  switch (offer.type) {
    case "slot":
      return withWindow(form, offer.window);
    case "hardware":
      return { ...form, pool: offer.pool };
    case "queue":
      return { ...form, whenTaken: "queue" };
    case "copies":
      return { ...form, copies: offer.copies };
  }
}

/** What the lab would refuse cannot be asked for. */
function canBook(planned: Planned, { whenTaken }: BookingForm): boolean {
  if (planned.type !== "plan" || planned.plan.quota !== null) return false;
  const { slots } = planned.plan;
  if (whenTaken === "queue") return slots.every(({ never }) => !never);
  const fitting = slots.filter(({ fits }) => fits).length;
  return whenTaken === "skip" ? fitting > 0 : fitting === slots.length;
}

/** The same press of the button again books nothing twice; another request is another booking. */
function keyOf(opened: string, request: BookingRequest, chosen: readonly number[]): string {
  const text = JSON.stringify({ ...request, designs: chosen });
  let sum = 0;
  for (const letter of text) sum = (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) | 0;
  return `${opened}-${(sum >>> 0).toString(16)}`;
}
