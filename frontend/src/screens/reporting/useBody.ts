import { useCallback, useEffect, useRef, useState } from "react";

import { useWrite } from "../../state";
import type { ReportView } from "./types";

const PAUSE = 800;

export interface Body {
  readonly text: string;
  readonly change: (text: string) => void;
  /** Send what is written now, without waiting for a pause. */
  readonly keep: () => void;
  readonly kept: boolean;
}

/** The text of a report as one types: kept after each pause, and as it stands when one leaves. */
export function useBody(report: ReportView): Body {
  const [text, setText] = useState(report.body);
  const [kept, setKept] = useState(true);
  const now = useRef(report.body);
  const sent = useRef(report.body);
  const timer = useRef(0);
  const write = useWrite<ReportView, { id: string; body: string; was: string }>("/reports/write", {
    topics: ["report", "reports"],
    optimistic: (body, change) => change<ReportView>("/report", { id: body.id }, (before) => ({ ...before, body: body.body })),
    onDone: (_, body) => setKept(now.current === body.body),
    onRefused: (_, body) => {
      if (sent.current === body.body) sent.current = "\u0000";
    },
  });
  const send = useRef<() => void>(() => undefined);
  send.current = () => {
    window.clearTimeout(timer.current);
    if (now.current === sent.current) return;
    // What it was begun from goes with it, so that what was written elsewhere since then stays.
    const was = sent.current === "\u0000" ? report.body : sent.current;
    sent.current = now.current;
    write.mutate({ id: report.id, body: now.current, was });
  };
  useEffect(() => {
    // Undone, or written by somebody else, while nothing here waits to be kept.
    if (now.current !== sent.current || write.isPending || report.body === now.current) return;
    now.current = sent.current = report.body;
    setText(report.body);
  }, [report.body, write.isPending]);
  useEffect(() => {
    const leave = (): void => send.current();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [report.id]);
  const change = useCallback((next: string) => {
    now.current = next;
    setText(next);
    setKept(false);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => send.current(), PAUSE);
  }, []);
  return { text, change, keep: () => send.current(), kept };
}
