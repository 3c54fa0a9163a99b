import { expect, test } from "vitest";
import { searchTerms } from "../../../src/clients/search-terms.ts";

test.each([
  ["names, each word a beginning", "ann ma", `name : ("ann" "ma")`, `name : ("ann"* "ma"*)`],
  [
    "an apostrophe divides a word, as in the index",
    "O'Brien",
    `name : ("O" "Brien")`,
    `name : ("O"* "Brien"*)`,
  ],
  [
    "words of the query language are words",
    "AND NOT (x",
    `name : ("AND" "NOT" "x")`,
    `name : ("AND"* "NOT"* "x"*)`,
  ],
  ["quotation marks end nothing", 'a" OR "b', `name : ("a" "OR" "b")`, `name : ("a"* "OR"* "b"*)`],
  ["a telephone number", "+49 30 5550", `phone : "49305550"`, `phone : "49305550"*`],
  ["one with the country's zeros", "0049 (30) 55-50", `phone : "49305550"`, `phone : "49305550"*`],
  ["its last digits", "5550", `phone : "5550"`, `phone : "5550"*`],
  ["a date of birth", "12.3.1984", `birth_date : "1984 03 12"`, `birth_date : "1984 03 12"`],
  ["a date as ISO has it", "1984-03-12", `birth_date : "1984 03 12"`, `birth_date : "1984 03 12"`],
])("%s", (_name, text, whole, beginnings) => {
  expect(searchTerms(text)).toEqual({ whole, beginnings });
});

test.each(["", "   ", "+", "()", "000", "!?", "\u0301", "☎"])("%j looks for nothing", (text) => {
  expect(searchTerms(text)).toBeNull();
});

test("a date that does not exist is a number", () => {
  expect(searchTerms("30.2.1984")?.whole).toBe(`phone : "3021984"`);
});

test("marks stay with their letters, however the accent was typed", () => {
  expect(searchTerms("Rene\u0301e")?.whole).toBe(`name : ("Rene\u0301e")`);
});

test("a long text becomes a few words", () => {
  expect(searchTerms("a ".repeat(50))?.whole.match(/"a"/g)).toHaveLength(8);
});
