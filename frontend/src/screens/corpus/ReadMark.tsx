import { useEffect, useRef } from "react";

import { Button, Link } from "../../components";
import { progressWords, readByWords, useReadState } from "./readBy";
import { dayWords } from "./types";
import "./ReadMark.css";

/** Said where a text ends: that one has read it, and what one could read next. */
export function ReadMark({ sourceId, onwards }: { sourceId: string; onwards?: boolean }) {
  const { row, read, may, say, next } = useReadState(sourceId);
  const box = useRef<HTMLElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    // The button that was pressed is gone: what one could do next has the focus.
    if (box.current && pressed.current && document.activeElement === document.body) [...box.current.querySelectorAll<HTMLElement>("a, button")].at(-1)?.focus({ preventScroll: true });
  }, [read]);
  if (!row) return null;
  const press = (to: boolean): void => {
    pressed.current = true;
    say(to);
  };
  const mine = (row.read_by ?? []).find((one) => one.mine);
  return (
    <section ref={box} className="read-mark" aria-label="Read or not">
      {may ? (
        read ? (
          <>
            <p role="status">You marked it as read{mine ? ` on ${dayWords(mine.at)}` : ""}.</p>
            <Button kind="quiet" onPress={() => press(false)}>Not read after all</Button>
          </>
        ) : <Button onPress={() => press(true)}>I have read this</Button>
      ) : null}
      {onwards && next ? <Link to={`/code/${next.id}`}>Next not read: {next.title || next.name}</Link> : null}
    </section>
  );
}

/** In a line or two: who has read it, and how far one is oneself. */
export function ReadWords({ sourceId }: { sourceId: string }) {
  const { row, may, n, of } = useReadState(sourceId);
  if (!row) return null;
  const who = readByWords(row, true);
  return (
    <div className="read-words t12 soft">
      <p>{who ? `Read by ${who}.` : "Nobody has marked it as read."}</p>
      {may ? <p className="num">{progressWords(n, of)}.</p> : null}
    </div>
  );
}
