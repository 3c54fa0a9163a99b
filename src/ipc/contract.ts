import type { AnswerOf, InputOf } from "./channel.ts";
import { appChannels } from "./channels/app.ts";
import { appointmentChannels } from "./channels/appointments.ts";
import { peopleChannels } from "./channels/people.ts";
import { practiceChannels } from "./channels/practice.ts";
import { scheduleChannels } from "./channels/schedule.ts";
import { seriesChannels } from "./channels/series.ts";
import { sharingChannels } from "./channels/sharing.ts";

/**
 * The one list of what the window may ask of the main process. The router, the window's client and the
 * preload's allow-list are all derived from it; a channel's name is written nowhere else.
 */
export const contract = {
  ...appointmentChannels,
  ...seriesChannels,
  ...scheduleChannels,
  ...peopleChannels,
  ...practiceChannels,
  ...sharingChannels,
  ...appChannels,
};

export type Contract = typeof contract;
export type ChannelName = keyof Contract;
export type Input<Name extends ChannelName> = InputOf<Contract[Name]>;
export type Answer<Name extends ChannelName> = AnswerOf<Contract[Name]>;

export const channelNames = Object.keys(contract) as ChannelName[];
export const isChannel = (name: string): name is ChannelName => Object.hasOwn(contract, name);

/** What main tells the windows. The window answers by asking again for what it shows; events carry no data. */
export type Events = {
  "schedule-changed": { practitionerId: string; days: string[]; version: number };
  "records-changed": {
    records: "clients" | "practitioners" | "rooms" | "types" | "hours" | "practice" | "settings";
  };
  "conflicts-changed": Record<never, never>;
  /** The state of sharing: connected or not, ops waiting, progress. */
  "sharing-changed": Record<never, never>;
  "health-changed": Record<never, never>;
  "app-changed": Record<never, never>;
};
export type EventName = keyof Events;
export const eventNames = [
  "schedule-changed",
  "records-changed",
  "conflicts-changed",
  "sharing-changed",
  "health-changed",
  "app-changed",
] as const satisfies readonly EventName[];

/** `window.anteroom`. */
export type AnteroomApi = {
  invoke<Name extends ChannelName>(channel: Name, input: Input<Name>): Promise<Answer<Name>>;
  /** Returns the function that stops listening. */
  on<Name extends EventName>(event: Name, listener: (data: Events[Name]) => void): () => void;
};
