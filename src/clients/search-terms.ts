import { isDay } from "../time/wall-time.ts";

/** A date of birth as people type it: 1984-03-12, 12.3.1984, 12/3/1984 (day first, as outside the US). */
function birthDate(text: string): string | null {
  const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text);
  const iso = local ? `${local[3]}-${local[2]?.padStart(2, "0")}-${local[1]?.padStart(2, "0")}` : text;
  return isDay(iso) ? iso : null;
}

/**
 * What a person typed into a client search, as SQLite full-text expressions: whole words first (so that "Ann"
 * finds Ann before Annette), then beginnings. Null when there is nothing to look for.
 */
export function searchTerms(text: string): { whole: string; beginnings: string } | null {
  const typed = text.trim();
  const date = birthDate(typed);
  if (date) {
    const phrase = `birth_date : "${date.replaceAll("-", " ")}"`;
    return { whole: phrase, beginnings: phrase };
  }
  // Only digits and what people put between them: a telephone number. Leading zeros stand for the country code.
  if (/^[+\d\s()/.-]+$/.test(typed)) {
    const digits = typed.replaceAll(/\D/g, "").replace(/^0+/, "");
    return digits.length === 0 ? null : { whole: `phone : "${digits}"`, beginnings: `phone : "${digits}"*` };
  }
  const words = typed.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)?.slice(0, 8);
  if (!words) return null;
  return {
    whole: `name : (${words.map((word) => `"${word}"`).join(" ")})`,
    beginnings: `name : (${words.map((word) => `"${word}"*`).join(" ")})`,
  };
}
