import { usePractice } from "../queries/index.ts";
import { type Formats, formats } from "../words/index.ts";

const deskZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** How times are written here; in the desk's own zone until the practice's is known. */
export function useFormats(): Formats {
  const practice = usePractice();
  return formats(practice.data?.practice?.zone ?? deskZone);
}
