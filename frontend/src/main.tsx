import "./components/theme";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { startPreferences } from "./state/preferences";
import { makeQueryClient } from "./state/queries";

startPreferences();

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the workbench.");
createRoot(root).render(
  <StrictMode>
    <App client={makeQueryClient()} />
  </StrictMode>,
);
