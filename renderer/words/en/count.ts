const rules = new Intl.PluralRules("en");

/** `1 change`, `7 changes` */
export const plural = (count: number, one: string, many: string): string =>
  `${count} ${form(count, one, many)}`;

/** What goes with a count that is said elsewhere: `waits`, `wait`. */
export const form = (count: number, one: string, many: string): string =>
  rules.select(count) === "one" ? one : many;

export const minutesWords = (minutes: number): string => plural(minutes, "minute", "minutes");

/** `50 min`, `1 h 30 min`: short, for a card or a list. */
export function shortDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** `1 hour 30 minutes`: to be read out. */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return minutesWords(rest);
  const whole = plural(hours, "hour", "hours");
  return rest === 0 ? whole : `${whole} ${minutesWords(rest)}`;
}

/** `1.4 MB` */
export function fileSize(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB"];
  const step = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** step;
  return `${value >= 10 || step === 0 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}
