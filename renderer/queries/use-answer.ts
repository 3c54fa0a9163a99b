import { queryOptions, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ChannelName, Input } from "../../src/ipc/contract.ts";
import { invoke, type Output, RefusedQuery } from "../lib/api.ts";

/** How a channel's answer is asked for and kept: under the channel's name and its input. */
export const answerOptions = <Name extends ChannelName>(channel: Name, input: Input<Name>) =>
  queryOptions<Output<Name>, RefusedQuery, Output<Name>, readonly [Name, Input<Name>]>({
    queryKey: [channel, input],
    queryFn: async () => {
      const answer = await invoke(channel, input);
      if (answer.ok) return answer.value as Output<Name>;
      throw new RefusedQuery(answer.error);
    },
  });

type Choices = {
  enabled?: boolean;
  /** Shows what the last input answered until the new answer is here. */
  keepPrevious?: boolean;
  /** For what moves without an event; asked for afresh as soon as it is shown, too. */
  refetchEveryMs?: number;
};

/** The answer of a query channel, kept fresh by the events of main. */
export function useAnswer<Name extends ChannelName>(
  channel: Name,
  input: Input<Name>,
  { enabled = true, keepPrevious = false, refetchEveryMs }: Choices = {},
): UseQueryResult<Output<Name>, RefusedQuery> {
  return useQuery({
    ...answerOptions(channel, input),
    enabled,
    ...(keepPrevious ? { placeholderData: (previous: Output<Name> | undefined) => previous } : {}),
    ...(refetchEveryMs === undefined ? {} : { refetchInterval: refetchEveryMs, staleTime: 0 }),
  } as ReturnType<typeof answerOptions<Name>>);
}
