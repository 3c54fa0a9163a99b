import { describe, expect, it } from "vitest";
import { checkDraft } from "../../renderer/panel/booking/check-draft.ts";
import { draftFor, emptyDraft, forgetDraft, keepDraft } from "../../renderer/panel/booking/drafts.ts";

const ten = { practitionerId: "ben", startsAt: 36_000 };
const eleven = { practitionerId: "ben", startsAt: 39_600 };

describe("a booking form that was left", () => {
  it("is found again at its time and at no other", () => {
    keepDraft(ten, { ...emptyDraft, clientText: "Mar" });
    expect(draftFor(ten)?.clientText).toBe("Mar");
    expect(draftFor(eleven)).toBeNull();
  });

  it("leaves nothing behind when nothing was typed", () => {
    keepDraft(ten, { ...emptyDraft, typeId: "intake" });
    expect(draftFor(ten)).toBeNull();
  });

  it("is gone once it was booked", () => {
    keepDraft(ten, { ...emptyDraft, note: "by the window" });
    forgetDraft(ten);
    expect(draftFor(ten)).toBeNull();
  });

  it("keeps only the last few", () => {
    for (let hour = 0; hour < 30; hour += 1) {
      keepDraft({ practitionerId: "ada", startsAt: hour * 3_600 }, { ...emptyDraft, note: `${hour}` });
    }
    expect(draftFor({ practitionerId: "ada", startsAt: 0 })).toBeNull();
    expect(draftFor({ practitionerId: "ada", startsAt: 29 * 3_600 })?.note).toBe("29");
  });
});

describe("what keeps a form from being booked", () => {
  const place = { ...ten, typeId: "intake" };
  const wishes = { needsClient: true, needsReason: false };

  it("is a client who is not chosen, even where none is needed but one was typed", () => {
    expect(Object.keys(checkDraft(emptyDraft, place, wishes))).toEqual(["client"]);
    expect(checkDraft(emptyDraft, place, { ...wishes, needsClient: false })).toEqual({});
    const typed = { ...emptyDraft, clientText: "Mar" };
    expect(Object.keys(checkDraft(typed, place, { ...wishes, needsClient: false }))).toEqual(["client"]);
  });

  it("is a new client without a name or with letters in the telephone number", () => {
    const newClient = { name: " ", phone: "abc", birthDate: null };
    expect(Object.keys(checkDraft({ ...emptyDraft, newClient }, place, wishes))).toEqual(["name", "phone"]);
  });

  it("is a missing reason outside working hours, and nothing else then", () => {
    const newClient = { name: "Zoë", phone: "", birthDate: null };
    const draft = { ...emptyDraft, newClient };
    expect(Object.keys(checkDraft(draft, place, { ...wishes, needsReason: true }))).toEqual([
      "outsideReason",
    ]);
    expect(
      checkDraft({ ...draft, outsideReason: "urgent" }, place, { ...wishes, needsReason: true }),
    ).toEqual({});
  });
});
