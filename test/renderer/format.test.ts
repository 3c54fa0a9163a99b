import { describe, expect, it } from "vitest";
import { duration, fileSize, formats, shortClient, shortDuration } from "../../renderer/words/index.ts";
import { zonedDay } from "../../src/time/zoned-day.ts";

const berlin = formats("Europe/Berlin", "en-GB");
const newYork = formats("America/New_York", "en-US");
const day = zonedDay("Europe/Berlin", "2026-11-23");

describe("times as the desk writes them", () => {
  it("are shown in the practice's zone with their end", () => {
    expect(berlin.range(day.at(600), day.at(650))).toBe("10:00 to 10:50");
    expect(berlin.dayAndRange(day.at(600), day.at(650))).toBe("Mon 23 Nov 10:00 to 10:50");
  });

  it("follow the locale's clock and say half of the day once", () => {
    const start = zonedDay("America/New_York", "2026-11-23");
    expect(newYork.range(start.at(600), start.at(650))).toBe("10:00 to 10:50 AM");
    expect(newYork.range(start.at(690), start.at(750))).toBe("11:30 AM to 12:30 PM");
  });

  it("name the day of an end past midnight, but not of midnight itself", () => {
    expect(berlin.range(day.at(1410), day.endsAt + 1_800)).toBe("23:30 to Tue 24 Nov 0:30");
    expect(berlin.range(day.at(1410), day.endsAt)).toBe("23:30 to 0:00");
  });

  it("show both hours of the one that repeats", () => {
    const autumn = zonedDay("Europe/Berlin", "2026-10-25");
    const first = autumn.at(150);
    expect(berlin.time(first)).toBe("2:30");
    expect(berlin.time(first + 3_600)).toBe("2:30");
  });

  it("say the buffer where there is one", () => {
    expect(berlin.rangeWithBuffer(day.at(600), day.at(650), day.at(660))).toBe(
      "10:00 to 10:50, then 10 minutes buffer",
    );
    expect(berlin.rangeWithBuffer(day.at(600), day.at(650), day.at(650))).toBe("10:00 to 10:50");
  });

  it("tell how long ago something was, the less exactly the longer", () => {
    const now = day.at(720);
    expect(berlin.ago(now - 30, now)).toBe("just now");
    expect(berlin.ago(now - 300, now)).toBe("5 minutes ago");
    expect(berlin.ago(day.at(570), now)).toBe("today 9:30");
    expect(berlin.ago(day.startsAt - 3_600, now)).toBe("Sun 22 Nov 23:00");
  });
});

describe("lengths and names", () => {
  it("are short on a card and whole in a sentence", () => {
    expect([15, 60, 90].map(shortDuration)).toEqual(["15 min", "1 h", "1 h 30 min"]);
    expect([1, 60, 150].map(duration)).toEqual(["1 minute", "1 hour", "2 hours 30 minutes"]);
    expect([900, 3_355_443, 290_816].map(fileSize)).toEqual(["900 bytes", "3.2 MB", "284 KB"]);
  });

  it("show of another client only what is needed", () => {
    expect(shortClient("Maria Lindqvist")).toBe("Maria L.");
    expect(shortClient("Cher")).toBe("Cher");
    expect(shortClient("مريم الحسيني")).toBe("مريم ا.");
  });
});
