import { useState } from "react";

import { Button, Section, TextArea } from "../../components";
import { newId, useMay, useRead, useWrite } from "../../state";
import type { DifferenceView, MemoView, RoundView } from "./types";

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });

/** What the readers say to each other about one place. */
export function Discussion({ round, current }: { round: RoundView; current: DifferenceView }) {
  const may = useMay("write");
  const memos = useRead("/memos", { about_kind: "round", about_id: round.id, version_id: current.version_id });
  const [words, setWords] = useState("");
  const [writing, setWriting] = useState(false);
  const write = useWrite("/memos/write", { topics: ["memos"] });
  const here = [...(memos.data ?? [])].reverse().filter((one) => overlaps(one, current));
  const say = (): void => {
    if (words.trim()) {
      write.mutate({ id: newId(), body: words.trim(), about_kind: "round", about_id: round.id, version_id: current.version_id, start: current.start, end: current.end, round_id: round.id });
    }
    setWords("");
    setWriting(false);
  };
  return (
    <Section title="Discussion">
      {here.map((one) => (
        <div key={one.id} className="said-by">
          <p className="t13"><b>{one.author}</b> <time className="soft" dateTime={one.created_at}>{DAY.format(new Date(one.created_at))}</time></p>
          <p className="t13">{one.body}</p>
        </div>
      ))}
      {writing ? (
        <div className="discussion-form">
          <TextArea label="What do you say to it" value={words} onChange={setWords} rows={2} autoFocus />
          <Button onPress={say}>Say it</Button>
        </div>
      ) : may ? (
        <Button kind="quiet" onPress={() => setWriting(true)}>{here.length === 0 ? "Begin a discussion" : "Answer"}</Button>
      ) : null}
    </Section>
  );
}

function overlaps(memo: MemoView, place: DifferenceView): boolean {
  return memo.start !== null && memo.end !== null && memo.start < place.end && memo.end > place.start;
}
