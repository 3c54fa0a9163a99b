import { describe, expect, it } from "vitest";
import { beginEdit, patchOf, rebase } from "../../renderer/panel/appointment/edit.ts";
import { formats, historySentence } from "../../renderer/words/index.ts";
import type { Resolution } from "../../src/conflicts/conflict.ts";
import type { AppointmentView, HistoryView } from "../../src/ipc/views.ts";

const appointment: AppointmentView = {
  id: "a",
  practitionerId: "ben",
  roomId: null,
  clientId: "maria",
  clientName: "Maria Lindqvist",
  typeId: "intake",
  status: "booked",
  placed: true,
  startsAt: 36_000,
  endsAt: 39_000,
  busyUntil: 39_600,
  source: "phone",
  seriesId: null,
  outsideReason: null,
  cancelReason: null,
  capacity: null,
  attendees: [],
  holdExpiresAt: null,
  heldHere: false,
  bookedBy: "Desk 1",
  bookedAt: 0,
  sharing: "local",
  needsDecision: false,
  version: 3,
};

describe("changing an appointment that somebody else changes too", () => {
  const edit = beginEdit(appointment);
  const typed = { ...edit, typed: { ...edit.typed, roomId: "room-1" } };

  it("sends only what this desk changed", () => {
    expect(patchOf(edit)).toEqual({});
    expect(patchOf(typed)).toEqual({ roomId: "room-1" });
  });

  it("keeps what was typed and takes the rest as it is now", () => {
    const theirs = { ...appointment, typeId: "follow-up", endsAt: 37_800, version: 4 };
    const again = rebase(typed, theirs);
    expect(again.seen.version).toBe(4);
    expect(again.typed).toMatchObject({ roomId: "room-1", typeId: "follow-up", durationMinutes: 30 });
    expect(patchOf(again)).toEqual({ roomId: "room-1" });
  });
});

describe("an appointment's history", () => {
  const london = formats("Europe/London", "en-GB");
  const names = (kind: string, id: string): string => `${kind} ${id}`;
  const entry = (action: string, changes: HistoryView["changes"], resolution?: Resolution): string =>
    historySentence(
      { at: 0, action, actor: "Desk 1", opId: "o", changes, ...(resolution && { resolution }) },
      london,
      names,
    );

  it("is told in words", () => {
    expect(entry("appointments.book", {})).toBe("Booked");
    expect(entry("appointments.set-status", { status: { from: "booked", to: "arrived" } })).toBe(
      "Marked arrived",
    );
    expect(
      entry("appointments.move", {
        starts_at: { from: 1_795_424_400, to: 1_795_428_000 },
        ends_at: { from: 1, to: 2 },
      }),
    ).toBe("Moved from Mon 23 Nov 9:00 to Mon 23 Nov 10:00");
    expect(
      entry("appointments.cancel", {
        status: { from: "booked", to: "cancelled" },
        cancel_reason: { from: null, to: "Client cancelled" },
      }),
    ).toBe("Cancelled: Client cancelled");
  });

  it("says how a decision was settled, and what changed by it", () => {
    const settled = (resolution: Resolution, changes: HistoryView["changes"] = {}): string =>
      entry("conflicts.resolve", changes, resolution);
    const later = { starts_at: { from: 1_795_424_400, to: 1_795_428_000 }, ends_at: { from: 1, to: 2 } };
    expect(settled("kept")).toBe("Decided: kept as it was");
    expect(settled("moved", later)).toBe("Decided: moved from Mon 23 Nov 9:00 to Mon 23 Nov 10:00");
    expect(settled("swapped", later)).toBe("Decided: swapped from Mon 23 Nov 9:00 to Mon 23 Nov 10:00");
    expect(settled("waitlisted", { status: { from: "booked", to: "waitlist" } })).toBe(
      "Decided: put on the waiting list",
    );
    expect(
      settled("cancelled", {
        status: { from: "booked", to: "cancelled" },
        cancel_reason: { from: null, to: "No time left" },
      }),
    ).toBe("Decided: cancelled, No time left");
    expect(settled("wanted", { status: { from: "cancelled", to: "arrived" } })).toBe(
      "Decided: the second one taken, arrived",
    );
  });

  it("tells what was taken back from the server, and what came along when a desk joined", () => {
    expect(entry("sharing.drop-op", {})).toBe("Took back what the server had refused");
    expect(entry("sharing.join", {})).toBe("Brought along when this desk joined");
    expect(entry("sharing.offer-missing", {})).toBe("Sent to the server once more");
  });
});
