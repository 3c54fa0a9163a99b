import { Check, ChevronDown } from "lucide-react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useWeekPeople, useWeekPerson } from "../board/use-people.ts";
import { useKeys } from "../keys/use-keys.ts";
import { useScreen } from "../store/screen.ts";
import { frameWords } from "../words/index.ts";
import styles from "./frame.module.css";

/** Whose week it is, and the others whose it could be. */
export function WeekPerson() {
  const { overlay, show, showWeekOf, boardFocus } = useScreen();
  const people = useWeekPeople();
  const person = useWeekPerson();
  const beside = (distance: 1 | -1) => (): void => {
    const next = people[people.findIndex(({ id }) => id === person?.id) + distance];
    if (next) showWeekOf(next.id);
  };
  useKeys({
    people: () => show("people"),
    "person-before": beside(-1),
    "person-after": beside(1),
  });
  if (!person) return null;
  return (
    <MenuTrigger isOpen={overlay === "people"} onOpenChange={(open) => show(open ? "people" : null)}>
      <Button className={`react-aria-Button ${styles.person}`} aria-label={frameWords.weekOf(person.name)}>
        <span dir="auto">{person.name}</span>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover placement="bottom start">
        <Menu
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[person.id]}
          onSelectionChange={(ids) => {
            const chosen = people.find(({ id }) => ids !== "all" && ids.has(id));
            if (chosen) showWeekOf(chosen.id);
            boardFocus();
          }}
        >
          {people.map(({ id, name }) => (
            <MenuItem key={id} id={id} textValue={name} className="react-aria-MenuItem checkable">
              {({ isSelected }) => (
                <>
                  <Check size={14} aria-hidden style={{ visibility: isSelected ? "visible" : "hidden" }} />
                  <span dir="auto">{name}</span>
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
