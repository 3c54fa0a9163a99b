import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { createQueryClient } from "./queries/client.ts";
import { followEvents } from "./queries/events.ts";
import "./styles/base.css";
import { deskLocale } from "./words/index.ts";

document.documentElement.lang = deskLocale;

const client = createQueryClient();
followEvents(client);

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root element");

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <I18nProvider locale={deskLocale}>
        <App />
      </I18nProvider>
    </QueryClientProvider>
  </StrictMode>,
);
