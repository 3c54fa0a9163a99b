import { describe, expect, it, test } from "vitest";
import { matchScore } from "../../renderer/palette/match.ts";
import { typedDays } from "../../renderer/palette/typed-day.ts";
import { paletteWords } from "../../renderer/words/index.ts";

/** A Wednesday. */
const TODAY = "2026-11-25";
const days = (text: string, locale = "en-GB") => typedDays(text, TODAY, locale, paletteWords.dayWords);

describe("a typed day", () => {
  test.each([
    ["2027-02-28", ["2027-02-28"]],
    ["24 dec", ["2026-12-24"]],
    ["Dec 24th", ["2026-12-24"]],
    ["24. December", ["2026-12-24"]],
    ["24.12.", ["2026-12-24"]],
    ["24/12", ["2026-12-24"]],
    ["24.12.27", ["2027-12-24"]],
    ["3 jan", ["2027-01-03"]],
    ["25 nov", ["2026-11-25"]],
    ["24 nov 2025", ["2025-11-24"]],
    ["29 feb", ["2028-02-29"]],
    ["today", ["2026-11-25"]],
    ["tomorrow", ["2026-11-26"]],
    ["tom", ["2026-11-26"]],
    ["yesterday", ["2026-11-24"]],
    ["in 3 weeks", ["2026-12-16"]],
    ["10 days", ["2026-12-05"]],
    ["in 3 months", ["2027-02-25"]],
    ["tue", ["2026-12-01"]],
    ["Wednesday", ["2026-11-25"]],
    ["last mon", ["2026-11-23"]],
    ["last wed", ["2026-11-18"]],
    ["next tue", ["2026-12-01"]],
    ["next fri", ["2026-12-04", "2026-11-27"]],
  ])("%s is %j", (text, expected) => {
    expect(days(text)).toEqual(expected);
  });

  it("has its day and month in the locale's order, and its names in the locale's language", () => {
    expect(days("3/4", "en-GB")).toEqual(["2027-04-03"]);
    expect(days("3/4", "en-US")).toEqual(["2027-03-04"]);
    expect(days("24 déc", "fr-FR")).toEqual(["2026-12-24"]);
    expect(days("mardi", "fr-FR")).toEqual(["2026-12-01"]);
  });

  it("is the last of a month that is shorter", () => {
    expect(typedDays("in 1 month", "2027-01-31", "en-GB", paletteWords.dayWords)).toEqual(["2027-02-28"]);
  });

  test.each(["", "t", "maria", "31 feb", "2026-02-30", "next", "24", "030 555 1000", "in 99999 days", "may"])(
    "%j names none",
    (text) => {
      expect(days(text)).toEqual([]);
    },
  );
});

describe("what was typed", () => {
  const best = (typed: string, texts: readonly string[]) =>
    texts
      .map((text) => ({ text, score: matchScore(typed, text) }))
      .filter(({ score }) => score !== null)
      .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
      .map(({ text }) => text);

  it("is looked for word by word, in any order, from the beginnings of words first", () => {
    const acts = ["Block time at the cursor", "New booking at the cursor", "Next day", "No-show"];
    expect(best("bo", acts)[0]).toBe("New booking at the cursor");
    expect(best("cursor new", acts)).toEqual(["New booking at the cursor"]);
    expect(best("n", acts)[0]).not.toBe("Block time at the cursor");
    expect(best("xyz", acts)).toEqual([]);
  });

  it("may be initials or lack letters, and accents do not matter", () => {
    expect(best("nb", ["New booking", "Next day"])).toEqual(["New booking"]);
    expect(best("bkng", ["New booking", "Next day"])).toEqual(["New booking"]);
    expect(best("zoe muller", ["Zoë Müller", "Zora Miller"])[0]).toBe("Zoë Müller");
  });

  it("finds everything when it is nothing", () => {
    expect(matchScore("  ", "Health")).toBe(0);
  });
});
