/** The marks of a text are asked for as soon as the text is there, and drawn with it, not after it. */

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { get, type Params } from "../../api/client";
import { readKey } from "../../state";

/** So long does a text wait for its marks, in milliseconds. */
const PATIENCE = 150;

/** Whether the desk may open: the marks are in hand, long in coming, or (null) none are meant. Once open, it stays so. */
export function useMarksAhead(there: boolean, asked: Params | null): boolean {
  const client = useQueryClient();
  const opened = useRef(false);
  const [, setDone] = useState(false);
  const key = asked && readKey("/codings", asked);
  opened.current ||= there && (key === null || client.getQueryData(key) !== undefined);
  const waits = there && !opened.current;
  const name = JSON.stringify(key);
  useEffect(() => {
    if (!waits || !key) return;
    const open = (): void => {
      opened.current = true;
      setDone(true);
    };
    const timer = setTimeout(open, PATIENCE);
    void client.prefetchQuery({ queryKey: key, queryFn: ({ signal }) => get("/codings", asked ?? {}, signal) }).then(open);
    return () => clearTimeout(timer);
  }, [client, waits, name]);
  return opened.current;
}
