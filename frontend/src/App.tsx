import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { Component, lazy, Suspense, useEffect, useMemo, type ComponentType, type ReactNode } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";

import { post } from "./api/client";
import { Refusal, Unreachable } from "./api/problem";
import { Notice, RefusalNotice, Screen, Shell, Waiting } from "./components";
import { today } from "./model/today";
import { ROUTES, type Route } from "./routes";
import { SignIn } from "./screens/study/SignIn";
import { announceRefusal, matched, navigate, outbox, useLiveStudy, usePlace, useRead, useViewerRead, type Viewer } from "./state";
import { ParamsProvider } from "./state/router";
import { StateProvider } from "./state/StateProvider";

export function App({ client }: { client: QueryClient }) {
  return (
    <I18nProvider locale="en-GB">
      <RouterProvider navigate={navigate}>
        <StateProvider client={client}>
          <Entrance />
        </StateProvider>
      </RouterProvider>
    </I18nProvider>
  );
}

/** Whoever is known gets the study; whoever is not, the way in. */
function Entrance() {
  const viewer = useViewerRead();
  if (viewer.error instanceof Refusal && viewer.error.status === 401) return <SignIn />;
  if (viewer.data) return <Study viewer={viewer.data} />;
  return (
    <main className="screen screen-page">
      {viewer.error ? <RefusalNotice error={viewer.error} retry={() => void viewer.refetch()} /> : <Waiting words="Opening the study …" />}
    </main>
  );
}

function Study({ viewer }: { viewer: Viewer }) {
  const client = useQueryClient();
  useLiveStudy(viewer.researcher_id);
  const home = useRead("/home", { today: today() });
  const waiting = useMemo(() => Object.fromEntries((home.data?.stages ?? []).map((stage) => [stage.key, stage.waiting])), [home.data]);
  useEffect(() => noticeSignedOut(client), [client]);
  const leave = async (): Promise<void> => {
    try {
      if (!(await outbox().idle())) throw new Unreachable();
      await post("/session/sign-out");
      await outbox().belongTo("");
    } catch (error) {
      if (!(error instanceof Refusal && error.status === 401)) return announceRefusal(error);
    }
    await client.resetQueries();
  };
  return (
    <Shell viewer={viewer} waiting={waiting} onSignOut={() => void leave()}>
      <Room />
    </Shell>
  );
}

/** A session that ended elsewhere, or ran out, shows in whatever is asked next; then the viewer is asked again. */
function noticeSignedOut(client: QueryClient): () => void {
  return client.getQueryCache().subscribe(({ query, type }) => {
    if (type !== "updated" || query.queryKey[1] === "/viewer") return;
    const { error } = query.state;
    if (error instanceof Refusal && error.status === 401 && query.state.fetchStatus === "idle") {
      void client.resetQueries({ queryKey: ["viewer"] });
    }
  });
}

const screens = new Map<Route, ComponentType>();

function screenOf(route: Route): ComponentType {
  const known = screens.get(route);
  if (known) return known;
  const made = lazy(route.load);
  screens.set(route, made);
  return made;
}

function Room() {
  const { path } = usePlace();
  for (const route of ROUTES) {
    const params = matched(route.path, path);
    if (params === null) continue;
    const Shown = screenOf(route);
    return (
      <Fallen key={route.path} at={path}>
        <ParamsProvider value={params}>
          <Suspense fallback={<main className="screen screen-page"><Waiting words="Opening …" /></main>}>
            <Shown />
          </Suspense>
        </ParamsProvider>
      </Fallen>
    );
  }
  return (
    <Screen title="Nothing here">
      <Notice fact="There is no page at this address." meaning="It may be from another study, or mistyped." kind="plain">
        <button type="button" className="button" onClick={() => navigate("/")}>Go to the first page</button>
      </Notice>
    </Screen>
  );
}

/** A screen that fails takes nothing with it: the rail stays, and the next address is tried afresh. */
class Fallen extends Component<{ at: string; children: ReactNode }, { at: string; fallen: boolean }> {
  override state = { at: this.props.at, fallen: false };

  static getDerivedStateFromError(): { fallen: boolean } {
    return { fallen: true };
  }

  static getDerivedStateFromProps(props: { at: string }, state: { at: string; fallen: boolean }) {
    return props.at === state.at ? null : { at: props.at, fallen: false };
  }

  override render() {
    if (!this.state.fallen) return this.props.children;
    return (
      <Screen title="This part did not open">
        <Notice fact="This part of the page did not open." meaning="What was kept before is safe. Anselm may have been updated since this page was loaded." urgent>
          <button type="button" className="button" onClick={() => window.location.reload()}>Load the page again</button>
        </Notice>
      </Screen>
    );
  }
}
