import { Minus, Plus } from "lucide-react";
import {
  NumberField as AriaNumberField,
  Button,
  FieldError,
  Group,
  Input,
  Label,
} from "react-aria-components";
import { fieldWords } from "../words/index.ts";

type Props = {
  label: string;
  value: number;
  onChange: (value: number) => void;
  least: number;
  most: number;
  step?: number;
  unit?: "minute";
  error?: string | null | undefined;
  className?: string;
  hideLabel?: boolean;
};

/** A whole number. A field left empty keeps the number it had. */
export function NumberField({
  label,
  value,
  onChange,
  least,
  most,
  step = 1,
  unit,
  error,
  className = "",
  hideLabel = false,
}: Props) {
  return (
    <AriaNumberField
      className={`react-aria-NumberField ${className}`}
      value={value}
      onChange={(next) => {
        if (!Number.isNaN(next)) onChange(next);
      }}
      minValue={least}
      maxValue={most}
      step={step}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      {...(unit === undefined ? {} : { formatOptions: { style: "unit", unit, unitDisplay: "short" } })}
    >
      <Label className={hideLabel ? "visually-hidden" : "react-aria-Label"}>{label}</Label>
      <Group>
        <Input />
        <Button slot="decrement" aria-label={fieldWords.less(label)}>
          <Minus size={14} aria-hidden />
        </Button>
        <Button slot="increment" aria-label={fieldWords.more(label)}>
          <Plus size={14} aria-hidden />
        </Button>
      </Group>
      <FieldError>{error}</FieldError>
    </AriaNumberField>
  );
}
