import { inflateSync } from "node:zlib";

/**
 * What a PDF as Chromium writes it says, run by run: each font's glyph numbers are looked up in the table that the file
 * itself carries for searching and copying.
 */
export function pdfText(pdf: Buffer): string {
  const objects = objectsOf(pdf);
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b/.test(head));
  return pages
    .map(({ head }) => {
      const fonts = fontsOf(head, objects);
      return referencesIn(head, "Contents")
        .map((id) => textOf(objects.get(id)?.stream ?? "", fonts))
        .join("\n");
    })
    .join("\n");
}

type PdfObject = { head: string; stream: string };
type Glyphs = Map<string, string>;

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString("latin1");
  const objects = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\s/g)) {
    const from = match.index + match[0].length;
    const body = text.slice(from, text.indexOf("endobj", from));
    const at = body.indexOf("stream\n");
    const head = at < 0 ? body : body.slice(0, at);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const start = from + at + "stream\n".length;
    const bytes = pdf.subarray(start, start + length);
    const isPacked = head.includes("/FlateDecode") && !head.includes("/Subtype /Image");
    const stream = at < 0 ? "" : (isPacked ? inflateSync(bytes) : bytes).toString("latin1");
    objects.set(match[1] ?? "", { head, stream });
  }
  return objects;
}

const referencesIn = (head: string, key: string): string[] =>
  [...(new RegExp(`/${key}\\s*\\[?((?:\\s*\\d+ 0 R)+)`).exec(head)?.[1]?.matchAll(/(\d+) 0 R/g) ?? [])].map(
    ([, id = ""]) => id,
  );

/** By the name under which the page speaks of each font. */
function fontsOf(page: string, objects: ReadonlyMap<string, PdfObject>): Map<string, Glyphs> {
  const named = /\/Font\s*<<(.*?)>>/s.exec(page)?.[1] ?? "";
  return new Map(
    [...named.matchAll(/\/(\S+) (\d+) 0 R/g)].map(([, name = "", id = ""]) => {
      const [table = ""] = referencesIn(objects.get(id)?.head ?? "", "ToUnicode");
      return [name, glyphsOf(objects.get(table)?.stream ?? "")];
    }),
  );
}

const letter = (hex: string): string => Buffer.from(hex, "hex").swap16().toString("utf16le");

function glyphsOf(table: string): Glyphs {
  const glyphs: Glyphs = new Map();
  for (const [, lines = ""] of table.matchAll(/beginbfchar(.*?)endbfchar/gs)) {
    for (const [, glyph = "", hex = ""] of lines.matchAll(/<(\w+)>\s*<(\w+)>/g))
      glyphs.set(glyph, letter(hex));
  }
  for (const [, lines = ""] of table.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    for (const [, first = "", last = "", hex = ""] of lines.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const from = Number.parseInt(first, 16);
      for (let glyph = from; glyph <= Number.parseInt(last, 16); glyph += 1) {
        const code = Number.parseInt(hex, 16) + glyph - from;
        glyphs.set(glyph.toString(16).toUpperCase().padStart(first.length, "0"), String.fromCodePoint(code));
      }
    }
  }
  return glyphs;
}

/** A line for each place where writing begins anew. */
function textOf(content: string, fonts: ReadonlyMap<string, Glyphs>): string {
  let glyphs: Glyphs = new Map();
  const lines = [""];
  for (const [, font, anew, array, single] of content.matchAll(
    /\/(\S+) [\d.]+ Tf|( Tm)|\[([^\]]*)\] TJ|<(\w+)> Tj/g,
  )) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map();
    else if (anew !== undefined) lines.push("");
    else {
      const codes = [...(array ?? `<${single}>`).matchAll(/<(\w+)>/g)].map(([, hex = ""]) => hex).join("");
      lines.push(`${lines.pop() ?? ""}${lettersOf(codes, glyphs)}`);
    }
  }
  return lines.filter((line) => line !== "").join("\n");
}

/** A font numbers its glyphs with one byte or with two. */
function lettersOf(codes: string, glyphs: Glyphs): string {
  const [digits = 4] = [...glyphs.keys()].map(({ length }) => length);
  const numbers = codes.match(new RegExp(`.{${digits}}`, "g")) ?? [];
  return numbers.map((number) => glyphs.get(number.toUpperCase()) ?? "\u{fffd}").join("");
}
