import type { ConflictKind } from "../../../src/conflicts/conflict.ts";
import type { ConflictSide, ConflictView } from "../../../src/ipc/sharing-views.ts";
import type { Range } from "../../../src/time/zoned-day.ts";
import { sideTime } from "../facts.ts";
import type { Formats } from "../format.ts";
import { fieldName } from "./conflict-values.ts";
import { statusWords } from "./status.ts";

/** What happened, in a line of a list. */
export const conflictTitles: Record<ConflictKind, string> = {
  "slot-taken": "Two bookings for one time",
  "seat-taken": "More clients than seats",
  "reschedule-race": "A move that did not fit",
  "booking-meets-block": "Booked in blocked time",
  "external-event-over-booking": "Calendar event over a booking",
  "field-divergence": "Written differently at two desks",
  "edit-after-cancel": "Changed after it was cancelled",
};

/** What the two sides are to each other: the one that did not get what it wanted, and the other. */
export const sideTitles: Record<ConflictKind, { loser: string; other: string }> = {
  "slot-taken": { loser: "Needs a time", other: "Has the time" },
  "seat-taken": { loser: "Needs a seat", other: "Has a seat" },
  "reschedule-race": { loser: "Stays where it is", other: "Has the wanted time" },
  "booking-meets-block": { loser: "The booking", other: "The blocked time" },
  "external-event-over-booking": { loser: "The booking", other: "The calendar event" },
  "field-divergence": { loser: "Came second", other: "In force" },
  "edit-after-cancel": { loser: "Came second", other: "In force" },
};

/** The same once it is settled, when nobody needs anything any more. */
export const settledSideTitles: typeof sideTitles = {
  ...sideTitles,
  "slot-taken": { loser: "Came second", other: "Was first" },
  "seat-taken": { loser: "Came second", other: "Has a seat" },
  "reschedule-race": { loser: "Was to be moved", other: "Had the time" },
  "field-divergence": { loser: "Came second", other: "Was first" },
  "edit-after-cancel": { loser: "Came second", other: "Was first" },
};

/** Whom or what a side is about, by name. */
export function sideName({ clients, typeName, practitionerName, roomName }: ConflictSide): string {
  const [first, ...others] = clients;
  if (first) return others.length === 0 ? first.name : `${first.name} and ${others.length} more`;
  return practitionerName !== null && typeName === null
    ? practitionerName
    : (typeName ?? roomName ?? "An entry");
}

const at = (time: Range | null, formats: Formats): string =>
  time === null ? "" : ` on ${formats.dayAndRange(time.startsAt, time.endsAt)}`;
const withWhom = (name: string | null | undefined): string => (name ? ` with ${name}` : "");

type Tell = (conflict: ConflictView, formats: Formats) => string;

const sentences: Record<ConflictKind, Tell> = {
  "slot-taken": ({ loser, other, wantedTime, detail }, formats) => {
    const name = sideName(loser);
    const isRoom = detail.resource === "room";
    const where = isRoom && loser.roomName ? ` in ${loser.roomName}` : "";
    const whom = withWhom(wantedTime?.practitionerName ?? loser.practitionerName);
    const has = other
      ? `${sideName(other)} has ${isRoom ? "the room then" : "that time"}`
      : "The time is taken";
    return `${name} was booked${at(wantedTime ?? sideTime(loser), formats)}${whom}${where}. ${has}, so ${name} needs another.`;
  },
  "seat-taken": ({ loser, other }, formats) => {
    const session = other?.typeName ?? loser.typeName ?? "the session";
    const time = (other && sideTime(other)) ?? sideTime(loser);
    return `${sideName(loser)} was given a seat in ${session}${at(time, formats)} when all of them were taken.`;
  },
  "reschedule-race": ({ loser, other, wantedTime }, formats) => {
    const name = sideName(loser);
    const isTaken = other?.appointment && other.appointment.id !== loser.appointment?.id;
    const why = isTaken ? `${sideName(other)} has that time` : "another desk had moved it first";
    const wanted = wantedTime
      ? ` to ${formats.dayAndRange(wantedTime.startsAt, wantedTime.endsAt)}${withWhom(wantedTime.practitionerName)}`
      : "";
    const setBy = !isTaken && other && other.by !== "" ? `, as ${other.by} set it` : "";
    return `${name} was moved${wanted}, but ${why}. The appointment stays${at(sideTime(loser), formats)}${withWhom(loser.practitionerName)}${setBy}.`;
  },
  "booking-meets-block": ({ loser, other }, formats) => {
    const who = loser.practitionerName ?? other?.practitionerName ?? "the practitioner";
    return `${sideName(loser)} is booked${at(sideTime(loser), formats)}, while ${who} is away (${other?.block?.reason ?? "blocked"}).`;
  },
  "external-event-over-booking": ({ loser, other }, formats) => {
    const who = loser.practitionerName ?? other?.practitionerName ?? "the practitioner";
    return `${sideName(loser)} is booked${at(sideTime(loser), formats)}, and the calendar of ${who} has something else then (${other?.block?.reason ?? "busy"}).`;
  },
  "field-divergence": ({ loser, detail }) => {
    const columns = Object.keys({ ...detail.current, ...detail.wanted });
    const names = [...new Set(columns.map(fieldName).filter((name) => name !== null))];
    const what = names[0] ?? "An entry";
    return `${what} of ${sideName(loser)} was written at two desks at once. Which is right?`;
  },
  "edit-after-cancel": ({ loser, other, detail }, formats) => {
    const name = `The appointment of ${sideName(loser)}${at(sideTime(loser), formats)}`;
    const by = loser.by === "" ? "another desk" : loser.by;
    if (detail.wanted?.["status"] === "cancelled") {
      const status = detail.current?.["status"];
      const now = typeof status === "string" && status in statusWords ? status : "booked";
      return `${name} was cancelled by ${by}, while it was marked as ${statusWords[now as keyof typeof statusWords]} at another desk.`;
    }
    const canceller = other?.by ? ` by ${other.by}` : "";
    return `${name} was cancelled${canceller}, while ${by} changed it.`;
  },
};

/** What happened, so that somebody who was not there can decide. */
export const conflictSentence = (conflict: ConflictView, formats: Formats): string =>
  sentences[conflict.kind](conflict, formats);
