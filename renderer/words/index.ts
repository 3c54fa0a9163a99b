export * from "./format.ts";
export * from "./refusal.ts";
export * from "./status.ts";
