import { Check, Users } from "lucide-react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useDay } from "../queries/index.ts";
import { useScreen } from "../store/screen.ts";
import { frameWords } from "../words/index.ts";

/** Which practitioners have a column: put away the ones that a call is not about. */
export function PeopleFilter() {
  const { day, hidden, setHidden, overlay, show } = useScreen();
  const people = useDay(day).data?.practitioners ?? [];
  const shown = people.filter((each) => !hidden.has(each.id));
  if (people.length < 2) return null;
  return (
    <MenuTrigger isOpen={overlay === "people"} onOpenChange={(open) => show(open ? "people" : null)}>
      <Button aria-label={frameWords.peopleLabel(shown.length, people.length)}>
        <Users size={16} aria-hidden />
        {frameWords.peopleShown(shown.length, people.length)}
      </Button>
      <Popover placement="bottom start">
        <Menu
          aria-label={frameWords.people}
          selectionMode="multiple"
          selectedKeys={shown.map((each) => each.id)}
          onSelectionChange={(chosen) =>
            setHidden(
              people.filter((each) => chosen !== "all" && !chosen.has(each.id)).map((each) => each.id),
            )
          }
        >
          {people.map((each) => (
            <MenuItem
              key={each.id}
              id={each.id}
              textValue={each.name}
              className="react-aria-MenuItem checkable"
            >
              {({ isSelected }) => (
                <>
                  <Check size={14} aria-hidden style={{ visibility: isSelected ? "visible" : "hidden" }} />
                  <span dir="auto">{each.name}</span>
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
