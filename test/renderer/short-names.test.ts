import { expect, test } from "vitest";
import { shortened, shortNames } from "../../renderer/board/short-names.ts";

test("the title and the family name stay, the first name becomes its initial", () => {
  expect(shortened("Dr Ada Okafor")).toBe("Dr A. Okafor");
  expect(shortened("Ben Ruiz")).toBe("B. Ruiz");
  expect(shortened("Prof. Dr. Maria José Ortega")).toBe("Prof. Dr. M. Ortega");
});

test("a family name keeps its particles", () => {
  expect(shortened("Anna van der Berg")).toBe("A. van der Berg");
});

test("a name of one word stays as it is", () => {
  expect(shortened("Cher")).toBe("Cher");
  expect(shortened("Dr Who")).toBe("Dr Who");
});

test("names written from right to left are shortened by their own letters", () => {
  expect(shortened("نور الحداد")).toBe("ن. الحداد");
});

const people = (...names: string[]) => names.map((name) => ({ id: name, name, shortName: null }));

test("two people never get the same short name", () => {
  const names = shortNames(people("Anna Smith", "Adam Smith", "Ben Ruiz"));
  expect([...names.values()]).toEqual(["An. Smith", "Ad. Smith", "B. Ruiz"]);
});

test("people who cannot be told apart by letters keep their full names", () => {
  const names = shortNames(people("Anna Maria Smith", "Anna Smith"));
  expect([...names.values()]).toEqual(["Anna Maria Smith", "Anna Smith"]);
});

test("the short name that the practice chose is used", () => {
  expect(shortNames([{ id: "1", name: "Ada Okafor", shortName: "Ada" }]).get("1")).toBe("Ada");
});
