/** How well a text answers what was typed: word by word, in any order. Higher is better. */

const WHOLE = 4;
const BEGINNING = 3;
const WITHIN = 2;
const SCATTERED = 1;

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase();
const wordsOf = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** `nwb` in `new booking`: its letters in order, beginning with the first. */
function isScattered(typed: string, text: string): boolean {
  if (typed.length < 2 || text[0] !== typed[0]) return false;
  let from = 0;
  for (const letter of typed) {
    const found = text.indexOf(letter, from);
    if (found < 0) return false;
    from = found + 1;
  }
  return true;
}

function scoreOfWord(typed: string, words: readonly string[]): number {
  let best = 0;
  for (const word of words) {
    if (word === typed) return WHOLE;
    if (word.startsWith(typed)) best = BEGINNING;
    else if (word.includes(typed)) best = Math.max(best, WITHIN);
    else if (isScattered(typed, word)) best = Math.max(best, SCATTERED);
  }
  return best;
}

/** Null where a typed word is nowhere in the text; 0 where nothing was typed. */
export function matchScore(typed: string, text: string): number | null {
  const asked = wordsOf(typed);
  if (asked.length === 0) return 0;
  const words = wordsOf(text);
  let total = 0;
  for (const word of asked) {
    const score = scoreOfWord(word, words);
    // Also initials: `nb` for "New booking".
    const initials = isScattered(word, words.map((each) => each[0]).join("")) ? SCATTERED : 0;
    if (score === 0 && initials === 0) return null;
    total += Math.max(score, initials);
  }
  // What begins as it was typed stands above what only has it somewhere.
  return total / asked.length + (words[0]?.startsWith(asked[0] ?? "") ? 1 : 0);
}
