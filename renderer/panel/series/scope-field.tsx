import type { KeyboardEvent } from "react";
import { Label, Radio, RadioGroup, Text } from "react-aria-components";
import { type SeriesScope, seriesScopes } from "../../../src/scheduling/series-scope.ts";
import { seriesWords } from "../../words/index.ts";

type Props = {
  value: SeriesScope;
  onChange: (value: SeriesScope) => void;
  /** How many each reaches. */
  counts: Readonly<Record<SeriesScope, number>>;
};

/** How far it reaches: this one, those after it too, or all that are still to come. */
export function ScopeField({ value, onChange, counts }: Props) {
  return (
    <RadioGroup value={value} onChange={(next) => onChange(next as SeriesScope)}>
      <Label>{seriesWords.scope}</Label>
      {seriesScopes.map((scope, index) => (
        <Radio key={scope} value={scope} isDisabled={counts[scope] === 0}>
          <span className="dot" aria-hidden />
          <kbd aria-hidden>{index + 1}</kbd>
          {seriesWords.scopes[scope](counts[scope])}
        </Radio>
      ))}
      <Text slot="description">{seriesWords.scopeHint}</Text>
    </RadioGroup>
  );
}

/** Which reach a key means: Alt with 1, 2 or 3, wherever in the form somebody types. */
export function scopeOfKey(event: KeyboardEvent): SeriesScope | null {
  const digit = /^(?:Digit|Numpad)([1-3])$/.exec(event.code)?.[1];
  if (digit === undefined || !event.altKey || event.ctrlKey || event.metaKey) return null;
  return seriesScopes[Number(digit) - 1] ?? null;
}
