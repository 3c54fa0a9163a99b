import type { ReactNode } from "react";
import {
  TextField as AriaTextField,
  FieldError,
  Input,
  type KeyboardEvent,
  Label,
  Text,
  TextArea,
} from "react-aria-components";

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | null | undefined;
  description?: ReactNode;
  required?: boolean;
  /** More than one line; Shift+Enter begins the next. */
  rows?: number;
  autoFocus?: boolean;
  maxLength?: number;
  type?: "text" | "tel" | "email";
  placeholder?: string;
  className?: string;
  /** The label is read out but not shown: in a list whose first row says it. */
  hideLabel?: boolean;
  readOnly?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
};

/** A line of text: label above, what is wrong with it below. Names may run from right to left. */
export function TextField({
  label,
  value,
  onChange,
  error,
  description,
  required = false,
  rows,
  autoFocus = false,
  maxLength = 200,
  type = "text",
  placeholder = "",
  className = "",
  hideLabel = false,
  readOnly = false,
  onKeyDown,
}: Props) {
  return (
    <AriaTextField
      className={`react-aria-TextField ${className}`}
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      isRequired={required}
      isReadOnly={readOnly}
      validationBehavior="aria"
      autoFocus={autoFocus}
      maxLength={maxLength}
      type={type}
      autoComplete="off"
      {...(onKeyDown === undefined ? {} : { onKeyDown })}
    >
      <Label className={hideLabel ? "visually-hidden" : "react-aria-Label"}>{label}</Label>
      {rows === undefined ? (
        <Input dir="auto" placeholder={placeholder} />
      ) : (
        <TextArea dir="auto" rows={rows} placeholder={placeholder} />
      )}
      {description === undefined ? null : <Text slot="description">{description}</Text>}
      <FieldError>{error}</FieldError>
    </AriaTextField>
  );
}
