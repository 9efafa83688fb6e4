import "./components/theme";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { ROUTES } from "./routes";
import { startPreferences } from "./state/preferences";
import { makeQueryClient } from "./state/queries";
import { matched } from "./state/router";

startPreferences();
// The scripts of the screen are fetched while one asks who is there; a fault of theirs is told where they are used.
ROUTES.find(({ path }) => matched(path, location.pathname))?.load().catch(() => undefined);

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the workbench.");
createRoot(root).render(
  <StrictMode>
    <App client={makeQueryClient()} />
  </StrictMode>,
);
