import { X } from "lucide-react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { sheet } from "../keys/keys.ts";
import { useScreen } from "../store/screen.ts";
import { frameWords } from "../words/board.ts";
import styles from "./frame.module.css";

/** Every key there is, from the same map that the handler reads. */
export function KeySheet() {
  const { overlay, show } = useScreen();
  return (
    <ModalOverlay
      isDismissable
      isOpen={overlay === "keys"}
      onOpenChange={(open) => show(open ? "keys" : null)}
    >
      <Modal className={`react-aria-Modal ${styles.sheet}`}>
        <Dialog>
          <div className={styles.sheetHead}>
            <Heading slot="title" level={2}>
              {frameWords.keys}
            </Heading>
            <Button slot="close" className="react-aria-Button plain icon" aria-label={frameWords.close}>
              <X size={16} aria-hidden />
            </Button>
          </div>
          <div className={styles.keys}>
            {sheet().map(([group, lines]) => (
              <section key={group}>
                <h3>{group}</h3>
                <dl>
                  {lines.map(({ name, caps, says }) => (
                    <div key={name}>
                      <dt>{says}</dt>
                      <dd>
                        {caps.map((cap) => (
                          <kbd key={cap}>{cap}</kbd>
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
