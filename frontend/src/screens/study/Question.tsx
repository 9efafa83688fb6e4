import { useEffect, useRef, useState } from "react";

import { Button } from "../../components";
import { useMay, useWrite } from "../../state";

/** The question of the study, in the study's own voice, with `about` in a line below; whoever may, changes it here. */
export function Question({ question, about = "" }: { question: string; about?: string }) {
  const may = useMay("lead");
  const [editing, setEditing] = useState(false);
  if (!editing && question) {
    return (
      <>
        <h1 className="serif t34 strong home-heading">{question}</h1>
        <p className="t13 soft home-about">
          {about ? <span>{about}</span> : null}
          {may ? <Button kind="quiet" onPress={() => setEditing(true)}>Change the question</Button> : null}
        </p>
      </>
    );
  }
  return (
    <>
      <h1 className="serif t34 strong home-heading">What do you want to find out?</h1>
      {may ? <Ask question={question} focus={editing} onDone={() => setEditing(false)} /> : <p className="soft">The question of this study is not written down yet.</p>}
    </>
  );
}

function Ask({ question, focus, onDone }: { question: string; focus: boolean; onDone: () => void }) {
  const [words, setWords] = useState(question);
  const area = useRef<HTMLTextAreaElement>(null);
  const change = useWrite("/study/change", { topics: ["home", "viewer"] });
  useEffect(() => {
    if (focus) area.current?.focus();
  }, [focus]);
  const keep = (): void => {
    const written = words.trim().replace(/\s+/g, " ");
    if (written && written !== question) change.mutate({ question: written });
    onDone();
  };
  return (
    <>
      <label className="unseen" htmlFor="question">The question of the study</label>
      <textarea
        id="question"
        ref={area}
        className="serif home-ask"
        rows={1}
        value={words}
        maxLength={2000}
        placeholder="Type the question of the study"
        onChange={(event) => setWords(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) {
            event.preventDefault();
            area.current?.blur();
          } else if (event.key === "Escape") {
            setWords(question);
            onDone();
          }
        }}
      />
      <p className="t13 soft">It heads every page and the report. You can change it; earlier wordings are kept.</p>
    </>
  );
}
