import { describe, expect, it } from "vitest";
import { readWeek, usualWeek, weekTexts } from "../../renderer/hours/week.ts";
import { formats, readHours } from "../../renderer/words/index.ts";

describe("working hours as they are typed", () => {
  it("are read in the ways people write them", () => {
    const day = [
      [540, 750],
      [810, 1020],
    ];
    for (const text of ["9-12:30, 13:30-17", "9:00–12:30; 13.30–17.00", "9am to 12:30pm and 1:30pm to 5pm"]) {
      expect(readHours(text)).toEqual({ ok: true, value: day });
    }
  });

  it("may go on until midnight, and may be none", () => {
    expect(readHours("18-24")).toEqual({ ok: true, value: [[1080, 1440]] });
    expect(readHours("18:00–0:00")).toEqual({ ok: true, value: [[1080, 1440]] });
    expect(readHours("  ")).toEqual({ ok: true, value: [] });
  });

  it("are refused when they cannot be meant", () => {
    expect(readHours("9-1x")).toEqual({ ok: false, error: "unreadable" });
    expect(readHours("9-25")).toEqual({ ok: false, error: "unreadable" });
    expect(readHours("17-9")).toEqual({ ok: false, error: "backwards" });
    expect(readHours("9-12, 11-13")).toEqual({ ok: false, error: "overlapping" });
  });

  it("are read back from what is shown, on either clock", () => {
    for (const locale of ["en-GB", "en-US"]) {
      const texts = weekTexts(usualWeek, formats("Europe/Berlin", locale));
      expect(readWeek(texts).pattern).toEqual(usualWeek);
    }
  });

  it("say on which days they are wrong", () => {
    expect(readWeek(["9-17", "x", "", "", "", "", "17-9"])).toEqual({
      pattern: null,
      problems: { 1: "unreadable", 6: "backwards" },
    });
  });
});
