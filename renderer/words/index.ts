export * from "./appointment.ts";
export * from "./blocks.ts";
export * from "./booking.ts";
export * from "./fields.ts";
export * from "./format.ts";
export * from "./history.ts";
export * from "./refusal.ts";
export * from "./status.ts";
