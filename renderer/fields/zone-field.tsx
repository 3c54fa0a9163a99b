import { ChevronDown } from "lucide-react";
import {
  Button,
  ComboBox,
  FieldError,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from "react-aria-components";
import { fieldWords } from "../words/index.ts";

type Props = {
  label: string;
  value: string | null;
  onChange: (zone: string | null) => void;
  description?: string;
  error?: string | null | undefined;
};

export const deskZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `America/New_York` is searched as `new york`. */
const spoken = (zone: string): string => zone.replaceAll("_", " ");

const zones = (() => {
  const known = Intl.supportedValuesOf("timeZone");
  const all = known.includes(deskZone) ? known : [deskZone, ...known];
  return all.map((id) => ({ id, name: spoken(id) }));
})();

/** One of the IANA time zones, found by its city. */
export function ZoneField({ label, value, onChange, description, error }: Props) {
  return (
    <ComboBox
      defaultItems={zones}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      menuTrigger="input"
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <Group>
        <Input />
        <Button aria-label={fieldWords.open}>
          <ChevronDown size={14} aria-hidden />
        </Button>
      </Group>
      {description === undefined ? null : <Text slot="description">{description}</Text>}
      <FieldError>{error}</FieldError>
      <Popover maxHeight={320}>
        <ListBox<(typeof zones)[number]>>
          {(zone) => (
            <ListBoxItem id={zone.id} textValue={zone.name}>
              {zone.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
