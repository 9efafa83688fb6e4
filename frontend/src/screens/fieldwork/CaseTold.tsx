import { useState } from "react";

import { Link, Section } from "../../components";
import { CodeBits, Passages, PracticeBit, relationWords, SaidList, ThemeBit } from "./CaseBits";
import { CaseMemos } from "./CaseMemos";
import type { CaseToldView, Opened } from "./types";

/** What the study made of a case: themes told here and not, practices, relations, codes and memos. */
export function CaseTold({ told }: { told: CaseToldView }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const { page, themes, practices, relations, codes } = told;
  const here = page.code || page.name;
  return (
    <>
      <Section title="Themes" aside={told.set}>
        {themes.length === 0 ? <p className="soft">No theme has been made yet. They are made under <Link to="/interpret/themes">Interpret</Link>.</p> : null}
        <dl className="case-rows">
          {themes.map((one) => [
            <dt key={`${one.theme_id} name`} className="serif"><Link to={`/interpret/themes/${one.theme_id}`} plain>{one.name}</Link>{one.state === "candidate" ? <span className="t12 soft"> candidate</span> : null}</dt>,
            <dd key={`${one.theme_id} told`}><ThemeBit one={one} where={here} onOpen={setOpened} /></dd>,
          ])}
        </dl>
      </Section>
      <Section title="Practices as told" aside="not asked is not no">
        {practices.length === 0 ? <p className="soft">Nobody here was asked about a practice, or nothing is entered yet.</p> : null}
        <dl className="case-rows">
          {practices.map((one) => [
            <dt key={`${one.practice.practice_key} name`}>{one.name}</dt>,
            <dd key={`${one.practice.practice_key} told`}><PracticeBit one={one} /></dd>,
          ])}
        </dl>
      </Section>
      <Section title="Relations">
        {relations.length === 0 ? <p className="soft">No relation rests on what was said here.</p> : null}
        {relations.map((one) => (
          <div key={one.relation.id} className="case-relation">
            <p className="t14">{relationWords(one)}</p>
            <SaidList of={one.evidence} />
          </div>
        ))}
      </Section>
      <Section title="Codes" aside={told.set}>
        {page.n_passages == null ? null : <p className="t13 soft">{counted(page.n_passages, "passage")} of all readings carry codes, in {counted(page.n_codings ?? 0, "coding")}.</p>}
        <CodeBits of={codes} where={here} onOpen={setOpened} />
      </Section>
      <Section title="Memos">
        <CaseMemos caseId={page.id} of={told.memos} />
      </Section>
      {opened ? <Passages opened={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
}

function counted(n: number, one: string): string {
  return `${n} ${n === 1 ? one : `${one}s`}`;
}
