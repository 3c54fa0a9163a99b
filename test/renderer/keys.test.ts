import { expect, test } from "vitest";
import { actFor, type Press, sheet, worksWhileTyping } from "../../renderer/keys/keys.ts";
import { keyWords } from "../../renderer/words/index.ts";

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test("letters act alone, in either case", () => {
  expect(actFor(press("a"))).toBe("arrived");
  expect(actFor(press("A", { shiftKey: true }))).toBe("arrived");
});

test("a letter with Ctrl is not the letter", () => {
  expect(actFor(press("a", { ctrlKey: true }))).toBeNull();
  expect(actFor(press("c", { ctrlKey: true }))).toBeNull();
  expect(actFor(press("z", { ctrlKey: true }))).toBe("undo");
  expect(actFor(press("z", { metaKey: true }))).toBe("undo");
});

test("Shift makes the arrows fine, and types the question mark", () => {
  expect(actFor(press("ArrowDown"))).toBe("cursor-down");
  expect(actFor(press("ArrowDown", { shiftKey: true }))).toBe("cursor-down-fine");
  expect(actFor(press("?", { shiftKey: true }))).toBe("keys");
});

test("only Escape and Ctrl+K work while somebody types", () => {
  expect(worksWhileTyping(press("a"))).toBe(false);
  expect(worksWhileTyping(press("/"))).toBe(false);
  expect(worksWhileTyping(press("z", { ctrlKey: true }))).toBe(false);
  expect(worksWhileTyping(press("k", { ctrlKey: true }))).toBe(true);
  expect(worksWhileTyping(press("Escape"))).toBe(true);
});

test("no key means two things, and the sheet shows every act", () => {
  const lines = sheet().flatMap(([, group]) => group);
  expect(new Set(lines.map((line) => line.caps.join("+"))).size).toBe(lines.length);
  expect(lines.every((line) => keyWords[line.name].length > 0)).toBe(true);
});
