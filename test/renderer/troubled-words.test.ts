import { describe, expect, it } from "vitest";
import { changeWords, formats, takenBackWords } from "../../renderer/words/index.ts";
import { zonedDay } from "../../src/time/zoned-day.ts";

const berlin = formats("Europe/Berlin", "en-GB");
const about = {
  appointmentId: "a",
  startsAt: zonedDay("Europe/Berlin", "2026-11-24").at(600),
  practitionerName: "Dr Ada Okafor",
  clientName: "Maria Lopez",
};
const booking = { action: "appointments.book", about };
const group = { ...about, clientName: null, practitionerName: null };

describe("a change that the server did not take", () => {
  it("is told by what it was, for whom, when and with whom", () => {
    const words = (action: string) => changeWords({ action, about }, berlin);
    expect(words("appointments.book")).toBe("Booking of Maria Lopez, Tue 24 Nov 10:00 with Dr Ada Okafor");
    expect(words("appointments.move")).toBe("Move of Maria Lopez to Tue 24 Nov 10:00 with Dr Ada Okafor");
    expect(changeWords({ action: "appointments.add-attendee", about: group }, berlin)).toBe(
      "Seat given in a group session, Tue 24 Nov 10:00",
    );
  });

  it("is told without an appointment where it is about none, and never by a code", () => {
    const words = (action: string) => changeWords({ action, about: null }, berlin);
    expect(words("types.change")).toBe("Change to an appointment type");
    expect(words("conflicts.resolve")).toBe("Decision");
    expect(words("appointments.book")).toBe("A change");
    expect(words("what-comes-later.do")).toBe("A change");
  });

  it("is said to be taken back here, with what went along, and what can be done now", () => {
    expect(takenBackWords(booking, 1, berlin)).toBe(
      "Taken back here: Booking of Maria Lopez, Tue 24 Nov 10:00 with Dr Ada Okafor. The history keeps it. Book it again if it still holds.",
    );
    expect(takenBackWords({ action: "types.change", about: null }, 3, berlin)).toBe(
      "Taken back here: Change to an appointment type, and 2 changes made after it. The history keeps it. Do it again if it still holds.",
    );
  });
});
