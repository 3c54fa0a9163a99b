import { ChevronDown } from "lucide-react";
import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from "react-aria-components";

export type Choice<Id extends string> = { id: Id; name: string; detail?: string };

type Props<Id extends string> = {
  label: string;
  choices: readonly Choice<Id>[];
  value: Id | null;
  onChange: (value: Id) => void;
  description?: string;
  error?: string | null | undefined;
  placeholder?: string;
  className?: string;
  hideLabel?: boolean;
  autoFocus?: boolean;
};

/** One of a few. */
export function ChoiceField<Id extends string>({
  label,
  choices,
  value,
  onChange,
  description,
  error,
  placeholder,
  className = "",
  hideLabel = false,
  autoFocus = false,
}: Props<Id>) {
  return (
    <Select
      className={`react-aria-Select ${className}`}
      value={value}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.id === key);
        if (chosen) onChange(chosen.id);
      }}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      autoFocus={autoFocus}
      {...(placeholder === undefined ? {} : { placeholder })}
    >
      <Label className={hideLabel ? "visually-hidden" : "react-aria-Label"}>{label}</Label>
      <Button>
        <SelectValue />
        <ChevronDown size={14} aria-hidden />
      </Button>
      {description === undefined ? null : <Text slot="description">{description}</Text>}
      <FieldError>{error}</FieldError>
      <Popover>
        <ListBox items={choices}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.name}>
              <Text slot="label" dir="auto">
                {choice.name}
              </Text>
              {choice.detail === undefined ? null : <Text slot="description">{choice.detail}</Text>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
