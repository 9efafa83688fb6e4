import { useState } from "react";

import { Button, Link, Reading, Section, TextArea } from "../../components";
import { announce, newId, useRead, useWrite } from "../../state";
import { RuleForm, usualReplacement } from "./RuleForm";
import { counted, type ProposedWords } from "./types";

const SHOWN = 40;

/** Words found by their form, each to be replaced by a rule or left; and a list of names one has. */
export function AnonymiseProposed() {
  const proposals = useRead("/anonymisation/proposals", { source_id: "" });
  const [more, setMore] = useState(SHOWN);
  return (
    <>
      <Reading of={proposals}>
        {(all) => (
          <Section title="Could tell who somebody is" aside={all.length > 0 ? <span className="num">{all.length}</span> : null}>
            {all.length === 0 ? <p className="soft">Nothing more is proposed. Every name, number and date that was found has a rule, or was left.</p> : null}
            <ul className="proposals">
              {all.slice(0, more).map((one) => <One key={`${one.what} ${one.words}`} one={one} />)}
            </ul>
            {all.length > more ? <Button kind="quiet" onPress={() => setMore(more + SHOWN * 2)}>Show more of {all.length}</Button> : null}
          </Section>
        )}
      </Reading>
      <Section title="A list of names"><NameList /></Section>
    </>
  );
}

function One({ one }: { one: ProposedWords }) {
  const [ruling, setRuling] = useState(false);
  const leave = useWrite("/anonymisation/rules/write", { topics: ["anonymisation"], onDone: () => announce("Left as it is.") });
  const place = one.places[0];
  return (
    <li className="proposal">
      <p className="proposal-words"><b>{one.words}</b><br /><span className="t12 soft">{one.what}, {one.n_places === 1 ? "once" : `${counted(one.n_places, "place")} in ${counted(one.n_sources, "source")}`}</span></p>
      <div>
        {place ? <p className="found-words">… {place.before}<mark>{place.words}</mark>{place.after} … <Link to={`/code/${place.source_id}?at=${place.start}-${place.end}`} className="t12">{place.source_name}</Link></p> : null}
        {ruling ? (
          <RuleForm start={{ id: newId(), forms: one.words, what: one.what, replacement: usualReplacement(one.what) }} onDone={() => setRuling(false)} />
        ) : (
          <p className="correct-ways">
            <Button label={`Replace ${one.words}`} onPress={() => setRuling(true)}>Replace</Button>
            <Button kind="quiet" label={`Leave ${one.words} as it is`} onPress={() => leave.mutate({ id: newId(), forms: one.words, what: one.what, leave: true })}>Leave</Button>
          </p>
        )}
      </div>
    </li>
  );
}

function NameList() {
  const [lines, setLines] = useState("");
  const take = useWrite("/anonymisation/rules/list", {
    topics: ["anonymisation"],
    onDone: (said) => {
      setLines("");
      announce(`${counted(said.n_made, "rule")} made; ${said.n_known} had one already, ${said.n_absent} are in no text.`);
    },
  });
  return (
    <form className="source-form" onSubmit={(event) => { event.preventDefault(); if (lines.trim()) take.mutate({ id: newId(), lines }); }}>
      <TextArea label="Names, one a line" value={lines} onChange={setLines} rows={4} about="What stands in its place may follow after a semicolon: Tom Bell; [ward manager]. Otherwise it is [name]. A rule is made only for names that are in a text." />
      <div className="source-keep"><Button type="submit" disabled={!lines.trim()}>Make rules of them</Button></div>
    </form>
  );
}
