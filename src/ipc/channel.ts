import type { z } from "zod";
import type { Result } from "../result.ts";
import type { commonErrors, ErrorCode, ErrorOf } from "./errors.ts";

/** Who may call. Rights per account come with accounts; today every window is the front desk. */
export type Role = "front-desk";

/** Order in which the queue serves commands: what a caller waits for first. */
export type Priority = "booking" | "staff" | "remote" | "housekeeping";

/** What a call needs: an open practice, an open database, or nothing (the recovery page). */
export type Needs = "practice" | "database" | "nothing";

type Common<Input extends z.ZodType, Code extends ErrorCode> = {
  readonly input: Input;
  readonly errors: readonly Code[];
  readonly callers: readonly Role[];
  readonly needs: Needs;
};

export type Query<Input extends z.ZodType, Output, Code extends ErrorCode> = Common<Input, Code> & {
  readonly kind: "query";
  /** `long`: may take over 5 ms, so it runs in the reader thread. */
  readonly reads: "short" | "long";
  readonly output?: Output;
};

export type Command<Input extends z.ZodType, Output, Code extends ErrorCode> = Common<Input, Code> & {
  readonly kind: "command";
  readonly priority: Priority;
  readonly output?: Output;
};

/** About the app itself (recovery, opening the demo): answered by the main process outside queue and queries. */
export type AppCall<Input extends z.ZodType, Output, Code extends ErrorCode> = Common<Input, Code> & {
  readonly kind: "app";
  readonly output?: Output;
};

export type Channel =
  | Query<z.ZodType, unknown, ErrorCode>
  | Command<z.ZodType, unknown, ErrorCode>
  | AppCall<z.ZodType, unknown, ErrorCode>;

type Defaults = { callers?: readonly Role[]; needs?: Needs };

const common = { callers: ["front-desk"], needs: "practice" } as const;

/** `query<Output>()({input, errors, reads})`: the output is a type only; what main returns is checked by the compiler. */
export const query =
  <Output>() =>
  <Input extends z.ZodType, Code extends ErrorCode = never>(
    spec: { input: Input; errors?: readonly Code[]; reads: "short" | "long" } & Defaults,
  ): Query<Input, Output, Code> => ({ ...common, kind: "query", errors: [], ...spec });

export const command =
  <Output>() =>
  <Input extends z.ZodType, Code extends ErrorCode = never>(
    spec: { input: Input; errors?: readonly Code[]; priority: Priority } & Defaults,
  ): Command<Input, Output, Code> => ({ ...common, kind: "command", errors: [], ...spec });

export const appCall =
  <Output>() =>
  <Input extends z.ZodType, Code extends ErrorCode = never>(
    spec: { input: Input; errors?: readonly Code[] } & Defaults,
  ): AppCall<Input, Output, Code> => ({ ...common, kind: "app", errors: [], needs: "nothing", ...spec });

export type InputOf<C> = C extends { input: infer I extends z.ZodType } ? z.input<I> : never;
export type ParsedInputOf<C> = C extends { input: infer I extends z.ZodType } ? z.output<I> : never;
export type OutputOf<C> =
  C extends Query<z.ZodType, infer O, ErrorCode>
    ? O
    : C extends Command<z.ZodType, infer O, ErrorCode>
      ? O
      : C extends AppCall<z.ZodType, infer O, ErrorCode>
        ? O
        : never;
export type OwnErrorOf<C> = C extends { errors: readonly (infer Code extends ErrorCode)[] }
  ? ErrorOf<Code>
  : never;
export type AnswerOf<C> = Result<OutputOf<C>, OwnErrorOf<C> | ErrorOf<(typeof commonErrors)[number]>>;
