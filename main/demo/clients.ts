import type { Values } from "../../src/sync/op.ts";
import { addDays, type Day } from "../../src/time/zoned-day.ts";
import { digitsOf } from "../db/clients.ts";
import { type NameList, nameLists, remarks, unusualNames } from "./names.ts";
import type { Random } from "./random.ts";

const OLDEST_DAYS = 85 * 365;
const shares = nameLists.map((list) => [list, list.share] as const);
/** What names bring along besides letters of the alphabet is left out of an address. */
const plain = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ".")
    .replaceAll(/^\.+|\.+$/g, "");

function fullName({ given, family, order }: NameList, random: Random): string {
  const parts = [random.pick(given), random.pick(family)];
  // One in eight carries two family names.
  if (order === undefined && random.chance(0.125)) parts[1] += `-${random.pick(family)}`;
  return (order === "family-first" ? parts.toReversed() : parts).join(" ");
}

/** Numbers that are set aside for fiction (Germany, Britain), and shapes of others. */
function phone(random: Random): string {
  const digits = (count: number): string =>
    Array.from({ length: count }, () => String(random.int(0, 9))).join("");
  return random.weighted<() => string>([
    [() => `+49 30 23125 ${digits(3)}`, 8],
    [() => `030 23125 ${digits(3)}`, 4],
    [() => `+49 171 39200 ${digits(2)}`, 6],
    [() => `0152 28817 ${digits(3)}`, 8],
    [() => `+44 20 7946 0${digits(3)}`, 2],
  ])();
}

/** The columns of one client as they travel; some have no telephone, some no date of birth. */
export function clientValues(random: Random, today: Day, name?: string): Values {
  const called = name ?? fullName(random.weighted(shares), random);
  const number = random.chance(0.92) ? phone(random) : null;
  const address = plain(called);
  const hasMail = random.chance(0.6) && address.length > 2;
  return {
    name: called,
    phone: number,
    phone_digits: digitsOf(number),
    email: hasMail ? `${address}${random.int(1, 99)}@example.org` : null,
    birth_date: random.chance(0.85) ? addDays(today, -random.int(4 * 365, OLDEST_DAYS)) : null,
    remark: random.chance(0.06) ? random.pick(remarks) : null,
    removed: 0,
  };
}

/** So many clients, those with unusual names among them. */
export const someClients = (random: Random, count: number, today: Day): Values[] =>
  Array.from({ length: count }, (_, index) =>
    clientValues(random, today, index % 40 === 7 ? unusualNames[(index - 7) / 40] : undefined),
  );
