import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { ClientView } from "../../../src/ipc/views.ts";
import type { Day } from "../../../src/time/zoned-day.ts";
import { useFormats } from "../../fields/index.ts";
import { showUndo } from "../../frame/toasts.ts";
import { useCommand } from "../../queries/index.ts";
import type { CommandInput } from "../../queries/send.ts";
import { bookedSentence, seriesBooked } from "../../words/index.ts";
import { severalOf } from "../series/several.ts";
import type { BookingDraft, Place } from "./drafts.ts";
import { noteBooked } from "./just-booked.ts";

export type Booking = {
  practitionerId: string;
  practitionerName: string;
  startsAt: number;
  day: Day;
  typeId: string;
  typeName: string;
  needsReason: boolean;
  /** Of a series: each of its times, as decided. */
  times: readonly { practitionerId: string; startsAt: number }[] | null;
};

type Ways = {
  /** The hold to book with, once it is settled. */
  holdId: () => Promise<string | null>;
  /** A new client was written down: they stay chosen even if the booking is refused. */
  onClient: (client: ClientView) => void;
  onBooked: () => void;
};

/** Books what the form says: the new client first, then the time. A refusal is kept until the next try. */
export function useBooking({ holdId, onClient, onBooked }: Ways) {
  const formats = useFormats();
  const queries = useQueryClient();
  const create = useCommand("clients.create");
  const book = useCommand("appointments.book");
  const bookSeries = useCommand("appointments.book-series");
  const [refused, setRefused] = useState<{ error: AnteroomError; booking: Booking } | null>(null);
  // A second Enter may come before the first has drawn anything.
  const running = useRef(false);

  const clientOf = async (draft: BookingDraft): Promise<ClientView | null | AnteroomError> => {
    const { newClient } = draft;
    if (newClient === null) return draft.client;
    const phone = newClient.phone.trim();
    const answer = await create.run({
      name: newClient.name.trim(),
      phone: phone === "" ? null : phone,
      birthDate: newClient.birthDate,
    });
    if (!answer.ok) return answer.error;
    onClient(answer.value.client);
    return answer.value.client;
  };

  const attempt = async (draft: BookingDraft, booking: Booking): Promise<AnteroomError | null> => {
    const client = await clientOf(draft);
    if (client !== null && "code" in client) return client;
    const hold = await holdId();
    const note = draft.note.trim();
    const what = {
      roomId: draft.roomId,
      typeId: booking.typeId,
      source: draft.source,
      ...(draft.durationMinutes === null ? {} : { durationMinutes: draft.durationMinutes }),
      ...(note === "" ? {} : { note }),
      ...(booking.needsReason ? { outsideReason: draft.outsideReason.trim() } : {}),
    };
    if (booking.times !== null && client !== null) return attemptSeries(what, client, booking.times);
    const answer = await book.run({
      ...what,
      practitionerId: booking.practitionerId,
      startsAt: booking.startsAt,
      ...(hold === null ? {} : { holdId: hold }),
      ...(client === null ? {} : { clientId: client.id }),
    });
    if (!answer.ok) return answer.error;
    const { appointment, warnings, opId, undoUntil } = answer.value;
    const who = client?.name ?? booking.typeName;
    const { practitionerName } = booking;
    const { startsAt, endsAt } = appointment;
    const sentence = bookedSentence({ who, practitionerName, startsAt, endsAt, warnings }, formats);
    noteBooked(appointment.id, showUndo({ sentence, opId, undoUntil }));
    onBooked();
    return null;
  };

  /** The hold gives way to the series of its own window. */
  const attemptSeries = async (
    what: Omit<CommandInput<"appointments.book-series">, "times" | "clientId">,
    client: ClientView,
    times: NonNullable<Booking["times"]>,
  ): Promise<AnteroomError | null> => {
    const answer = await bookSeries.run({ ...what, clientId: client.id, times: [...times] });
    if (!answer.ok) return answer.error;
    const { appointments, warnings, opId, undoUntil } = answer.value;
    const several = severalOf({ clientName: client.name }, appointments, warnings);
    showUndo({ sentence: seriesBooked(several, formats), opId, undoUntil });
    for (const { id } of appointments) noteBooked(id, null);
    onBooked();
    return null;
  };

  const run = async (draft: BookingDraft, booking: Booking): Promise<AnteroomError | null> => {
    if (running.current) return null;
    running.current = true;
    setRefused(null);
    try {
      const error = await attempt(draft, booking);
      if (!error) return null;
      setRefused({ error, booking });
      // The board may not know yet what stood in the way.
      void queries.invalidateQueries({ queryKey: ["schedule.day", { day: booking.day }] });
      const { practitionerId } = booking;
      void queries.invalidateQueries({ queryKey: ["schedule.week", { practitionerId }] });
      return error;
    } finally {
      running.current = false;
    }
  };

  return {
    run,
    /** Why the last try was refused; it says nothing about any other time. */
    refusedAt: ({ practitionerId, startsAt }: Place): AnteroomError | null =>
      refused?.booking.practitionerId === practitionerId && refused.booking.startsAt === startsAt
        ? refused.error
        : null,
    forgetRefusal: () => setRefused(null),
    pending: create.pending || book.pending || bookSeries.pending,
    busy: create.busy || book.busy || bookSeries.busy,
  };
}
