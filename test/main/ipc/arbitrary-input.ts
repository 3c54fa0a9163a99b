import * as fc from "fast-check";
import type { z } from "zod";

/** Values that inputs of the contract may be made of: from schemas' own shapes, so that a new field is fuzzed unasked. */

export type Pools = {
  /** Ids and texts that fit a field of this name, and some that do not. */
  ids: (field: string) => readonly string[];
  texts: (field: string) => readonly string[];
  instants: readonly number[];
};

type Def = { type: string } & Record<string, unknown>;
const defOf = (schema: z.ZodType): Def => (schema as unknown as { _zod: { def: Def } })._zod.def;

/** Mostly what the schema accepts; a schema with a rule of its own is served from the pools. */
export function inputFor(schema: z.ZodType, pools: Pools, name = ""): fc.Arbitrary<unknown> {
  const def = defOf(schema);
  const inner = (key: string) => inputFor(def[key] as z.ZodType, pools, name);
  switch (def.type) {
    case "object": {
      const shape = def["shape"] as Record<string, z.ZodType>;
      const fields = Object.entries(shape).map(([key, field]) => [key, inputFor(field, pools, key)] as const);
      const required = Object.keys(shape).filter((key) => defOf(shape[key] as z.ZodType).type !== "optional");
      return fc.record(Object.fromEntries(fields), { requiredKeys: required });
    }
    case "string":
      return "format" in def && def["format"] === "uuid"
        ? fc.constantFrom(...pools.ids(name))
        : fc.constantFrom(...pools.texts(name));
    case "number":
      return numberFor(schema as z.ZodNumber, pools);
    case "boolean":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...Object.values(def["entries"] as Record<string, string>));
    case "literal":
      return fc.constantFrom(...(def["values"] as unknown[]));
    case "union":
      return fc.oneof(...(def["options"] as z.ZodType[]).map((option) => inputFor(option, pools, name)));
    case "array":
      return fc.array(inner("element"), {
        maxLength: defOf(def["element"] as z.ZodType).type === "tuple" ? 1 : 3,
      });
    case "tuple":
      // A pair of numbers is a range.
      return fc
        .tuple(...(def["items"] as z.ZodType[]).map((item) => inputFor(item, pools, name)))
        .map((items) => (items.length === 2 ? items.toSorted((a, b) => Number(a) - Number(b)) : items));
    case "optional":
      return inner("innerType");
    case "nullable":
      return fc.option(inner("innerType"), { nil: null, freq: 4 });
    case "pipe":
      return inner("in");
    default:
      throw new Error(`no values for a schema of type ${def.type}`);
  }
}

function numberFor({ minValue, maxValue }: z.ZodNumber, pools: Pools): fc.Arbitrary<number> {
  const [min, max] = [minValue ?? 0, Math.min(maxValue ?? 1_000, 4_102_444_800)];
  if (max > 100_000)
    return fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...pools.instants) },
      { weight: 1, arbitrary: fc.constantFrom(min, max) },
    );
  const usual = fc.integer({ min, max: Math.min(max, min + 4) });
  return fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: fc.integer({ min, max }) });
}
