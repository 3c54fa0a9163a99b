import * as en from "./en/index.ts";
import { bracketed } from "./pseudo.ts";

/** Everything the screen says. A further language is a folder beside `en` whose index has this type. */
export type Words = typeof en;

type Language = {
  words: Words;
  /** Of times and numbers, where the desk itself has another language. */
  locale: string;
};

/** The one place where languages are listed. `en-XA` is nobody's: English in brackets, to see what is not translated. */
const languages: Record<string, () => Language> = {
  en: () => ({ words: en, locale: "en-GB" }),
  "en-XA": () => ({ words: bracketed(en), locale: "en-GB" }),
};

/** The first of the desk's languages that Anteroom speaks, by its whole tag or its first part; otherwise English. */
export function chooseLanguage(wanted: readonly string[]): { words: Words; locale: string } {
  for (const tag of wanted) {
    const exact = languages[tag];
    if (exact) return exact();
    const language = languages[tag.split("-")[0] ?? tag]?.();
    // The desk decides the order of its dates and its clock, 24 hours or 12.
    if (language) return { ...language, locale: tag };
  }
  return { words: en, locale: "en-GB" };
}

export const { words, locale: deskLocale } = chooseLanguage(
  typeof navigator === "undefined" ? [] : (navigator.languages ?? [navigator.language]),
);
