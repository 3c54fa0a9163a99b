import { Menu } from "electron";

/** No menu: everything is in the page. In development one for trying what is hard to come by otherwise. */
export function setMenu(development: boolean, cutLine: (cut: boolean) => void): void {
  if (!development) {
    Menu.setApplicationMenu(null);
    return;
  }
  const cut = {
    id: "cut-line",
    label: "Cut the line",
    type: "checkbox" as const,
    accelerator: "CommandOrControl+Shift+L",
    click: (item: { checked: boolean }) => cutLine(item.checked),
  };
  const items = [cut, { role: "reload" as const }, { role: "toggleDevTools" as const }];
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: "Development", submenu: items }]));
}
