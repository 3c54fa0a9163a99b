import { expect, test } from "vitest";
import { channelNames, contract, eventNames, isChannel } from "../../../src/ipc/contract.ts";
import * as f from "../../../src/ipc/schemas.ts";

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

test("text is trimmed, bounded, and holds nothing that no screen shows", () => {
  expect(f.name.parse("  Ada  ")).toBe("Ada");
  for (const wrong of ["", "   ", "x".repeat(121), "a\u0000b", "a\u001bb", "a\u0085b", 7, null])
    expect([wrong, accepts(f.name, wrong)]).toEqual([wrong, false]);
  for (const right of ["ü", "李小龍", "عائشة", "O'Brien-Ñandú", "👩‍⚕️", "x".repeat(120)])
    expect([right, accepts(f.name, right)]).toEqual([right, true]);
  expect(accepts(f.longText, "first line\nsecond\tline")).toBe(true);
});

test("instants are whole seconds between 1970 and 2100", () => {
  for (const wrong of [
    -1,
    0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53 + 2,
    "0",
    4_102_444_801,
    1_772_442_000_000,
  ])
    expect([wrong, accepts(f.instant, wrong)]).toEqual([wrong, false]);
  for (const right of [0, 4_102_444_800]) expect(accepts(f.instant, right)).toBe(true);
});

test("hours are ranges in order that do not lie over each other", () => {
  const right = [
    [],
    [[0, 1440]],
    [
      [540, 720],
      [780, 1020],
    ],
    [
      [540, 600],
      [600, 660],
    ],
  ];
  const wrong = [
    [[600, 600]],
    [[700, 600]],
    [
      [540, 700],
      [690, 720],
    ],
    [
      [780, 1020],
      [540, 720],
    ],
    [[-1, 5]],
    [[0, 1441]],
    [[0.5, 1]],
    [[1, 2, 3]],
  ];
  for (const ranges of right) expect([ranges, accepts(f.minuteRanges, ranges)]).toEqual([ranges, true]);
  for (const ranges of wrong) expect([ranges, accepts(f.minuteRanges, ranges)]).toEqual([ranges, false]);
  expect(
    accepts(
      f.weekPattern,
      Array.from({ length: 7 }, () => []),
    ),
  ).toBe(true);
  expect(
    accepts(
      f.weekPattern,
      Array.from({ length: 6 }, () => []),
    ),
  ).toBe(false);
  expect(
    accepts(
      f.weekPattern,
      Array.from({ length: 8 }, () => []),
    ),
  ).toBe(false);
});

test("telephone numbers and addresses are what they look like", () => {
  for (const right of ["+49 (0)30/555-10", "", "030.555"]) expect(accepts(f.phone, right)).toBe(true);
  for (const wrong of ["call me", "=1+1", "x".repeat(41), "１２３"])
    expect([wrong, accepts(f.phone, wrong)]).toEqual([wrong, false]);
  for (const wrong of ["ada", "@", "a b@c.de", "a@b@c"])
    expect([wrong, accepts(f.email, wrong)]).toEqual([wrong, false]);
});

test("every channel takes an object without unknown keys, and only the contract's own names are channels", () => {
  for (const name of channelNames) {
    const answer = contract[name].input.safeParse({ "no such key": 1 });
    expect([name, answer.success]).toEqual([name, false]);
    expect([name, contract[name].callers]).toEqual([name, ["front-desk"]]);
  }
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "", "app.read "])
    expect(isChannel(name)).toBe(false);
  expect(new Set(eventNames).size).toBe(eventNames.length);
});

test("whatever changes something names its request, but for what does no harm when repeated", () => {
  const harmless = [
    "appointments.renew-hold",
    "appointments.release-hold",
    "settings.change",
    "health.check",
  ];
  for (const name of channelNames.filter((channel) => contract[channel].kind === "command")) {
    const { input } = contract[name];
    // Of a choice of inputs, each names it.
    const inputs = "options" in input ? input.options : [input];
    const named = inputs.every((one) => "shape" in one && "requestId" in one.shape);
    expect([name, named]).toEqual([name, !harmless.includes(name)]);
  }
});
