import { describe, expect, it, test } from "vitest";
import { chooseLanguage, formats, foundWords } from "../../renderer/words/index.ts";
import { type FoundProblem, withDetail } from "../../src/ipc/found.ts";
import { zonedDay } from "../../src/time/zoned-day.ts";

const pseudo = chooseLanguage(["en-XA"]).words;

describe("the language of the desk", () => {
  it("is the first of the computer's that Anteroom speaks, with that one's dates and clock", () => {
    expect(chooseLanguage(["en-US", "de"]).locale).toBe("en-US");
    expect(chooseLanguage(["de-AT", "en-GB"]).locale).toBe("en-GB");
    expect(chooseLanguage(["de-AT"])).toEqual(chooseLanguage([]));
  });

  it("is another catalogue of the same shape: the one in brackets brackets everything it says, once", () => {
    expect(pseudo.healthWords.title).toBe("[Health]");
    expect(pseudo.healthWords.alert["backup-old"]).toBe("[The last backup is more than a day old.]");
    expect(pseudo.hoursWords.weekdays[0]).toBe("[Monday]");
    expect(pseudo.shortDuration(90)).toBe("[1 h 30 min]");
    const day = zonedDay("Europe/Berlin", "2026-11-23");
    const hours = { practitionerName: "Ben Ruiz", day: day.day, hours: [] };
    expect(pseudo.hoursSentence(hours, formats("Europe/Berlin", "en-GB"))).toBe(
      "[Ben Ruiz does not work on Mon 23 Nov.]",
    );
  });

  it("counts by its own rules", () => {
    const { words } = chooseLanguage(["en"]);
    expect([0, 1, 2].map((count) => words.plural(count, "change", "changes"))).toEqual([
      "0 changes",
      "1 change",
      "2 changes",
    ]);
  });
});

test("what main found is told by name and said in words; what a database said itself stays as it is", () => {
  expect(foundWords("other-programs-backup" satisfies FoundProblem)).toBe("It is not Anteroom's.");
  expect(foundWords(withDetail("database-unreadable", "file is not a database: 26"))).toBe(
    "The database cannot be read (file is not a database: 26).",
  );
  expect(foundWords("row 7 missing from index client_name")).toBe("row 7 missing from index client_name");
});

describe("a locale", () => {
  const midday = zonedDay("Europe/Berlin", "2026-11-23").at(780);

  it("has a clock of 24 hours or of 12, and its own order of day and month", () => {
    expect(formats("Europe/Berlin", "en-GB").dayAndRange(midday, midday + 3_000)).toBe(
      "Mon 23 Nov 13:00 to 13:50",
    );
    expect(formats("Europe/Berlin", "en-US").dayAndRange(midday, midday + 3_000)).toBe(
      "Mon Nov 23 1:00 to 1:50 PM",
    );
  });

  it("writes numbers and lists its own way", () => {
    expect(formats("Europe/Berlin", "de-DE").number(12_345.5)).toBe("12.345,5");
    expect(formats("Europe/Berlin", "en-US").list(["A", "B", "C"])).toBe("A, B, and C");
    expect(formats("Europe/Berlin", "en-GB").list(["A", "B", "C"])).toBe("A, B and C");
  });
});
