import type { Caller } from "../../main/commands/unit-of-work.ts";
import type { Desk } from "../../main/desk.ts";
import type { Answer, Input } from "../../src/ipc/contract.ts";
import { command, frontDesk } from "./call.ts";
import type { TestPractice } from "./set-up-practice.ts";

type Booking = Partial<Input<"appointments.book">> & { startsAt: number };

/** Books the first client with Ada for a session, unless told otherwise. */
export const book = (
  desk: Desk,
  practice: TestPractice,
  booking: Booking,
  caller: Caller = frontDesk,
): Promise<Answer<"appointments.book">> =>
  command(
    desk,
    "appointments.book",
    {
      practitionerId: practice.practitioners.ada,
      clientId: practice.clients[0],
      typeId: practice.types.session,
      source: "phone",
      ...booking,
    },
    caller,
  );
