import { Users } from "lucide-react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { usePeopleChoice } from "../board/use-people.ts";
import { useKeys } from "../keys/use-keys.ts";
import { useScreen } from "../store/screen.ts";
import { frameWords } from "../words/index.ts";
import { PeopleList } from "./people-list.tsx";

/** Which practitioners have a column, and in what order: put away the ones that a call is not about. */
export function PeopleFilter() {
  const { overlay, show } = useScreen();
  const { people, shown } = usePeopleChoice();
  const hasChoice = people.length > 1;
  useKeys({ people: () => hasChoice && show("people") });
  if (!hasChoice) return null;
  return (
    <DialogTrigger isOpen={overlay === "people"} onOpenChange={(open) => show(open ? "people" : null)}>
      <Button aria-label={frameWords.peopleLabel(shown.length, people.length)}>
        <Users size={16} aria-hidden />
        {frameWords.peopleShown(shown.length, people.length)}
      </Button>
      <Popover placement="bottom start">
        <Dialog aria-label={frameWords.people}>
          <PeopleList />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
