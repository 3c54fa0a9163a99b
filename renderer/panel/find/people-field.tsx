import { Check, ChevronDown } from "lucide-react";
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import type { PractitionerView } from "../../../src/ipc/views.ts";
import { findWords } from "../../words/index.ts";
import styles from "./find.module.css";

const ANYONE = "anyone";

type Props = {
  people: readonly Pick<PractitionerView, "id" | "name">[];
  /** Empty: anyone. */
  value: readonly string[];
  onChange: (practitionerIds: string[]) => void;
};

/** With whom: anyone, or as many of them as the client would come to. */
export function PeopleField({ people, value, onChange }: Props) {
  const [only] = value;
  const said =
    only === undefined
      ? findWords.anyone
      : value.length === 1
        ? (people.find(({ id }) => id === only)?.name ?? "")
        : findWords.peopleChosen(value.length);
  return (
    <Select
      selectionMode="multiple"
      value={value.length === 0 ? [ANYONE] : [...value]}
      onChange={(keys) => {
        const ids = keys.map(String);
        // Anyone and somebody exclude each other: what was chosen last counts.
        const isAnyone = value.length > 0 && ids.includes(ANYONE);
        onChange(isAnyone ? [] : ids.filter((id) => id !== ANYONE));
      }}
    >
      <Label>{findWords.people}</Label>
      <Button>
        <SelectValue className={`react-aria-SelectValue ${styles.chosen}`}>
          <span dir="auto">{said}</span>
        </SelectValue>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover>
        <ListBox items={[{ id: ANYONE, name: findWords.anyone }, ...people]}>
          {({ id, name }) => (
            <ListBoxItem id={id} textValue={name} className={`react-aria-ListBoxItem ${styles.person}`}>
              {({ isSelected }) => (
                <>
                  <Check size={14} aria-hidden style={{ visibility: isSelected ? "visible" : "hidden" }} />
                  <span dir="auto">{name}</span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
