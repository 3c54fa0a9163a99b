import { expect, test } from "vitest";
import { accessOfUrl } from "../../../main/worker/postgres/address.ts";

const tlsOf = (url: string, ca?: string): boolean | string => {
  const read = accessOfUrl(url, ca);
  return read.ok ? read.value.tls : read.error;
};

test("an address is read whole, its login's special signs too", () => {
  expect(accessOfUrl(" postgres://ow%40ner:p%2Fw@db.practice.example:6000/ante%20room\n", "CA")).toEqual({
    ok: true,
    value: {
      host: "db.practice.example",
      port: 6000,
      database: "ante room",
      role: "ow@ner",
      password: "p/w",
      tls: true,
      ca: "CA",
    },
  });
});

test("a line to another computer is encrypted unless that is turned off by name", () => {
  expect(tlsOf("postgres://o:p@db.example/a")).toBe(true);
  expect(tlsOf("postgres://o:p@192.168.1.5/a")).toBe(true);
  expect(tlsOf("postgres://o:p@db.example/a?sslmode=prefer")).toBe(true);
  expect(tlsOf("postgres://o:p@db.example/a?sslmode=allow")).toBe(true);
  expect(tlsOf("postgres://o:p@db.example/a?ssl=true")).toBe(true);
  expect(tlsOf("postgres://o:p@db.example/a?sslmode=disable")).toBe(false);
  expect(tlsOf("postgres://o:p@127.0.0.1/a")).toBe(false);
  expect(tlsOf("postgres://o:p@[::1]/a")).toBe(false);
  expect(tlsOf("postgres://o:p@localhost/a?sslmode=require")).toBe(true);
  expect(tlsOf("postgres://o:p@localhost/a", "CA")).toBe(true);
});

test.each([
  ["", "address-scheme"],
  ["db.example:5432/a", "address-scheme"],
  ["https://db.example/a", "address-scheme"],
  ["postgres:///a", "address-server"],
  ["postgres://o:p@db.example", "address-database"],
  ["postgres://db.example/a", "address-login"],
  ["postgres://o:p@db.example/a?sslrootcert=/etc/ca.pem", "address-certificate"],
  ["postgres://o:p@db.example/a?options=-c", "address-parameter: options"],
])("what is no address is told by what it lacks: %j", (url, found) => {
  expect(tlsOf(url)).toBe(found);
});

test("a CA file and encryption turned off contradict each other", () => {
  expect(tlsOf("postgres://o:p@db.example/a?sslmode=disable", "CA")).toBe("address-plain-with-certificate");
});
