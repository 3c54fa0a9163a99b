import type { Resolution } from "../conflicts/conflict.ts";
import type { Entity } from "./entities.ts";

export type Value = string | number | null;
export type Values = Record<string, Value>;

/**
 * One row's part of an act. `base` holds, for each field group it touches, the old values and the op that had
 * set them: the server merges by these, and undo goes back to them. A group whose old values are left empty was
 * only looked at. `resolve` comes first in its op; the rows that it changes follow (main/sync/PROTOCOL.md).
 */
export type RowChange =
  | { readonly entity: Entity; readonly id: string; readonly kind: "insert"; readonly values: Values }
  | {
      readonly entity: Entity;
      readonly id: string;
      readonly kind: "update";
      readonly base: Record<string, { readonly values: Values; readonly setBy: string | null }>;
      readonly values: Values;
    }
  | {
      readonly entity: "conflict";
      readonly id: string;
      readonly kind: "resolve";
      readonly resolution: Resolution;
    };

/** One act as it travels, all or nothing. Never changed once written. */
export type Op = {
  readonly opId: string;
  readonly createdAt: number;
  readonly changes: readonly RowChange[];
};

/** What an op holds beside its id: `content` is exactly `JSON.stringify` of this, in this order. */
export type OpContent = {
  readonly actor: string;
  readonly action: string;
  readonly at: number;
  readonly changes: readonly RowChange[];
};
