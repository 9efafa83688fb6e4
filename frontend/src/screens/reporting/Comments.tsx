import { useRef, useState } from "react";

import { Button, Dialog, TextArea } from "../../components";
import { announce, newId, useMay, useWrite } from "../../state";
import type { Place } from "./commenting";
import type { SaidView, ThreadView } from "./types";

const WHEN = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** The comments beside a piece of the text; what is resolved is folded away and said in a line. */
export function Threads({ threads, reportId }: { threads: readonly ThreadView[]; reportId: string }) {
  const [all, setAll] = useState(false);
  if (threads.length === 0) return null;
  const open = threads.filter((one) => !one.is_resolved);
  const done = threads.length - open.length;
  return (
    <div className="threads" data-keeps-writing>
      {(all ? threads : open).map((one) => <Thread key={one.id} thread={one} reportId={reportId} />)}
      {done ? <button type="button" className="link-like t12 threads-done" aria-expanded={all} onClick={() => setAll(!all)}>{all ? "Fold away" : "Show"} {done} resolved</button> : null}
    </div>
  );
}

/** Comments whose place is gone from the text: they are never lost with it. */
export function Placeless({ threads, reportId }: { threads: readonly ThreadView[]; reportId: string }) {
  const gone = threads.filter((one) => one.line === null);
  if (gone.length === 0) return null;
  return (
    <section className="placeless" aria-labelledby="placeless-h">
      <h2 id="placeless-h" className="t13 strong">Comments whose place is gone from the text</h2>
      <Threads threads={gone} reportId={reportId} />
    </section>
  );
}

function Thread({ thread, reportId }: { thread: ThreadView; reportId: string }) {
  const may = useMay("write");
  const [answering, setAnswering] = useState(false);
  const element = useRef<HTMLElement>(null);
  const resolve = useWrite("/comments/resolve", { topics: ["report"] });
  return (
    <article ref={element} className={`thread${thread.is_resolved ? " thread-done" : ""}`} tabIndex={-1} aria-label={`Comment of ${thread.first.by} on ${thread.where}`}>
      <p className="t12 soft thread-where">{thread.about || thread.line === null ? thread.where : `“${thread.words}”`}</p>
      <OneSaid said={thread.first} reportId={reportId} answered={thread.answers.length > 0} />
      {thread.answers.map((one) => <OneSaid key={one.id} said={one} reportId={reportId} answered={false} />)}
      {thread.is_resolved ? <p className="t12 soft">Resolved by {thread.resolved_by}.</p> : null}
      {answering ? (
        <Answer reportId={reportId} to={thread.id} onClose={() => { setAnswering(false); element.current?.focus(); }} />
      ) : may ? (
        <p className="thread-ways t12">
          <button type="button" className="link-like" onClick={() => setAnswering(true)}>Answer</button>
          <button type="button" className="link-like" onClick={() => resolve.mutate({ id: thread.id, is_resolved: !thread.is_resolved })}>{thread.is_resolved ? "Open again" : "Resolve"}</button>
        </p>
      ) : null}
    </article>
  );
}

function OneSaid({ said, reportId, answered }: { said: SaidView; reportId: string; answered: boolean }) {
  const may = useMay("write");
  const [changing, setChanging] = useState<string | null>(null);
  const write = useWrite("/comments/write", { topics: ["report"], onDone: () => setChanging(null) });
  const remove = useWrite("/comments/remove", { topics: ["report"] });
  if (changing !== null) {
    return <Words label="Your comment" value={changing} onChange={setChanging} action="Keep" onSend={() => write.mutate({ id: said.id, report_id: reportId, body: changing })} onClose={() => setChanging(null)} />;
  }
  return (
    <div className="said-one">
      <p className="t12"><strong>{said.by}</strong> <time className="soft" dateTime={said.at}>{WHEN.format(new Date(said.at))}</time>{said.changed ? <span className="soft">, changed</span> : null}</p>
      <p className="t13 said-words">{said.body}</p>
      {may && said.mine ? (
        <p className="thread-ways t12">
          <button type="button" className="link-like" onClick={() => setChanging(said.body)}>Change</button>
          {answered ? null : <button type="button" className="link-like" onClick={() => remove.mutate({ id: said.id })}>Remove</button>}
        </p>
      ) : null}
    </div>
  );
}

function Answer({ reportId, to, onClose }: { reportId: string; to: string; onClose: () => void }) {
  const [body, setBody] = useState("");
  const write = useWrite("/comments/write", { topics: ["report"], onDone: onClose });
  return <Words label="Your answer" value={body} onChange={setBody} action="Answer" onClose={onClose} onSend={() => write.mutate({ id: newId(), report_id: reportId, body, answers: to })} />;
}

interface WordsProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (words: string) => void;
  readonly action: string;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** A field for a few words. Ctrl Enter sends them, Escape leaves. */
function Words({ label, value, onChange, action, onSend, onClose }: WordsProps) {
  const press = (event: React.KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey) && value.trim() !== "";
    if (!sends && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (sends) onSend();
    else onClose();
  };
  return (
    <div className="thread-words" onKeyDown={press}>
      <TextArea label={label} value={value} onChange={onChange} rows={2} maxLength={5_000} autoFocus about="Ctrl Enter keeps it, Escape leaves." />
      <p className="thread-ways">
        <Button onPress={onSend} disabled={value.trim() === ""}>{action}</Button>
        <Button kind="quiet" onPress={onClose}>Cancel</Button>
      </p>
    </div>
  );
}

/** A new comment: what it is about, and the words. */
export function CommentDialog({ place, reportId, onClose }: { place: Place; reportId: string; onClose: () => void }) {
  const [body, setBody] = useState("");
  const write = useWrite("/comments/write", { topics: ["report"], onDone: () => { announce("The comment stands beside the text."); onClose(); } });
  const send = (): void => {
    if (write.isPending || body.trim() === "") return;
    write.mutate({ id: newId(), report_id: reportId, body, ...place });
  };
  return (
    <Dialog
      title="Comment"
      open
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onPress={send} disabled={body.trim() === ""} keys="Ctrl Enter">Comment</Button>
          <Button kind="quiet" onPress={onClose}>Cancel</Button>
        </>
      }
    >
      <div className="stack" onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(); }}>
        <p className="said">{place.about ? `On ${place.about.replace(":", " ")}` : place.words}</p>
        <TextArea label="What you want to say of it" value={body} onChange={setBody} rows={3} maxLength={5_000} autoFocus about="Everyone who works on this study can read it. No release ever holds it." />
      </div>
    </Dialog>
  );
}
