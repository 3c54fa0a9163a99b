import { ChevronDown, ChevronUp } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Button, Checkbox, GridList, GridListItem } from "react-aria-components";
import { usePeopleChoice } from "../board/use-people.ts";
import { CheckMark } from "../fields/check-mark.tsx";
import { moved } from "../store/choice.ts";
import { frameWords } from "../words/index.ts";
import styles from "./frame.module.css";

/** Everybody in this desk's order: shown or put away with Space, moved with Alt and the arrows or its buttons. */
export function PeopleList() {
  const { people, shown, isUsual, setOrder, setShown, reset } = usePeopleChoice();
  const order = people.map(({ id }) => id);

  const move = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const id = document.activeElement?.closest<HTMLElement>("[role=row]")?.dataset["key"];
    if (id === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setOrder(moved(order, id, event.key === "ArrowUp" ? -1 : 1));
  };

  return (
    <div className={styles.people} onKeyDownCapture={move}>
      <GridList
        aria-label={frameWords.people}
        aria-describedby="people-hint"
        className={styles.peopleList ?? ""}
        autoFocus="first"
        selectionMode="multiple"
        disallowEmptySelection
        escapeKeyBehavior="none"
        selectedKeys={shown.map(({ id }) => id)}
        onSelectionChange={(keys) => setShown(order.filter((id) => keys === "all" || keys.has(id)))}
        items={people}
        dependencies={[people]}
      >
        {({ id, name }) => (
          <GridListItem id={id} textValue={name} className={styles.personRow ?? ""}>
            <Checkbox slot="selection">
              <CheckMark />
            </Checkbox>
            <span dir="auto">{name}</span>
            <Button
              className="react-aria-Button plain icon"
              aria-label={frameWords.moveUp(name)}
              onPress={() => setOrder(moved(order, id, -1))}
            >
              <ChevronUp size={14} aria-hidden />
            </Button>
            <Button
              className="react-aria-Button plain icon"
              aria-label={frameWords.moveDown(name)}
              onPress={() => setOrder(moved(order, id, 1))}
            >
              <ChevronDown size={14} aria-hidden />
            </Button>
          </GridListItem>
        )}
      </GridList>
      <footer className={styles.peopleFoot}>
        <p id="people-hint" className="quiet">
          {frameWords.peopleHint}
        </p>
        <Button isDisabled={isUsual} onPress={reset}>
          {frameWords.everybodyAsUsual}
        </Button>
      </footer>
    </div>
  );
}
