import { useState } from "react";
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  TextField,
} from "react-aria-components";
import { isShown } from "../board/columns.ts";
import { useFormats } from "../fields/index.ts";
import { maySlip } from "../panel/appointment/slip.ts";
import { useClientSearch, useDay } from "../queries/index.ts";
import { type Page, useScreen } from "../store/screen.ts";
import { boardWords, frameWords, slipWords } from "../words/index.ts";
import { bookForClient } from "./book-for-client.ts";
import styles from "./search.module.css";

const MOST_OF_DAY = 8;
const MOST_CLIENTS = 50;
const pages: Page[] = ["schedule", "decisions", "health", "settings"];

const has = (name: string, text: string): boolean =>
  name.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase());

/** One field for "who is this": the day's appointments, all clients, and where to go. */
export function Search() {
  const { overlay, show } = useScreen();
  const close = (): void => show(null);
  return (
    <ModalOverlay
      isDismissable
      isOpen={overlay === "search"}
      onOpenChange={(open) => show(open ? "search" : null)}
      className={`react-aria-ModalOverlay ${styles.overlay}`}
    >
      <Modal className={`react-aria-Modal ${styles.modal}`}>
        <Dialog aria-label={frameWords.search} className={styles.dialog ?? ""}>
          <Palette close={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Palette({ close }: { close: () => void }) {
  const [text, setText] = useState("");
  const { day, openPanel, goTo, setCursor, panel, printSlip } = useScreen();
  const formats = useFormats();
  const view = useDay(day).data;
  const search = useClientSearch(text, MOST_CLIENTS);
  const typed = text.trim() !== "";
  const clients = typed ? (search.data?.clients ?? []) : [];
  const ofDay = typed
    ? (view?.appointments ?? [])
        .filter((each) => isShown(each) && each.clientName !== null && has(each.clientName, text))
        .slice(0, MOST_OF_DAY)
    : [];
  // What is open beside the board is what the person speaks of.
  const open =
    panel?.kind === "appointment" ? view?.appointments.find(({ id }) => id === panel.id) : undefined;
  const slip = open && maySlip(open) && has(slipWords.print, text) ? open : undefined;
  const commands = pages.filter((page) => has(frameWords[page], text));
  const nameOf = (id: string): string =>
    view?.practitioners.find((practitioner) => practitioner.id === id)?.name ?? "";
  const then = (act: () => void) => (): void => {
    close();
    act();
  };

  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <TextField autoFocus aria-label={frameWords.search} className={styles.field ?? ""}>
        <Input placeholder={frameWords.searchHint} className={styles.input ?? ""} />
      </TextField>
      <Menu
        aria-label={frameWords.search}
        className={`react-aria-Menu ${styles.results}`}
        renderEmptyState={() => <p className={styles.nothing}>{frameWords.searchNothing}</p>}
      >
        {ofDay.length > 0 && (
          <MenuSection>
            <Header className={styles.header ?? ""}>{formats.longDay(day)}</Header>
            <Collection items={ofDay}>
              {(each) => (
                <MenuItem
                  id={each.id}
                  textValue={each.clientName ?? ""}
                  onAction={then(() => {
                    setCursor({ practitionerId: each.practitionerId, startsAt: each.startsAt });
                    openPanel({ kind: "appointment", id: each.id });
                  })}
                >
                  <span dir="auto">{each.clientName}</span>
                  <span className={styles.detail}>
                    {formats.range(each.startsAt, each.endsAt)}, {nameOf(each.practitionerId)}
                  </span>
                </MenuItem>
              )}
            </Collection>
          </MenuSection>
        )}
        {clients.length > 0 && (
          <MenuSection>
            <Header className={styles.header ?? ""}>{frameWords.searchBookFor}</Header>
            <Collection items={clients}>
              {(client) => (
                <MenuItem
                  id={client.id}
                  textValue={client.name}
                  onAction={then(() => bookForClient(client, view))}
                >
                  <span dir="auto">{client.name}</span>
                  <span className={styles.detail}>
                    {[client.birthDate && formats.date(client.birthDate), client.phone]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </MenuItem>
              )}
            </Collection>
          </MenuSection>
        )}
        {slip && (
          <MenuItem id="print-slip" textValue={slipWords.print} onAction={then(() => printSlip(slip.id))}>
            <span>{slipWords.print}</span>
            <span className={styles.detail} dir="auto">
              {slip.clientName}
            </span>
          </MenuItem>
        )}
        {commands.length > 0 && (
          <MenuSection>
            <Header className={styles.header ?? ""}>{frameWords.commands}</Header>
            <Collection items={commands.map((page) => ({ page }))}>
              {({ page }) => (
                <MenuItem id={page} onAction={then(() => goTo(page))}>
                  {frameWords[page]}
                </MenuItem>
              )}
            </Collection>
          </MenuSection>
        )}
      </Menu>
      <span role="status" className="visually-hidden">
        {typed && search.isSuccess ? boardWords.found(ofDay.length + clients.length) : ""}
      </span>
    </Autocomplete>
  );
}
