/** As much of a client's name as a sentence about somebody else's time should show: `Maria L.` */
export function shortClient(name: string): string {
  const parts = name.trim().split(/\s+/);
  const last = parts.length > 1 ? parts.at(-1) : undefined;
  const initial = last === undefined ? undefined : [...last][0];
  return initial === undefined ? (parts[0] ?? name) : `${parts[0]} ${initial}.`;
}

/** What begins a sentence, or stands alone. */
export const capitalised = (text: string): string => {
  const [first = "", ...rest] = text;
  return first.toLocaleUpperCase() + rest.join("");
};
