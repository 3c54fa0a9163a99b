import { X } from "lucide-react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Caps } from "../keys/caps.tsx";
import { sheet } from "../keys/keys.ts";
import { useScreen } from "../store/screen.ts";
import { frameWords, keyGroupWords, keyWords } from "../words/index.ts";
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
                <h3>{keyGroupWords[group]}</h3>
                <dl>
                  {lines.map(({ name }) => (
                    <div key={name}>
                      <dt>{keyWords[name]}</dt>
                      <dd>
                        <Caps act={name} />
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
