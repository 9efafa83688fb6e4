import { useEffect, useState } from "react";

import type { components } from "../../api/schema";
import { Field, Section, TextArea } from "../../components";
import { useMay, useViewer, useWrite } from "../../state";

type Study = components["schemas"]["Study"];
type Written = "title" | "aims" | "design" | "lawful_basis";

/** What is written down about the study. Kept when one leaves a field. */
export function Particulars({ study }: { study: Study }) {
  const viewer = useViewer();
  return (
    <>
      <Section title="The method">
        <p className="plan-method">{viewer.profile_name || "Not named yet"}</p>
        {viewer.reflexive ? <p className="t13 soft">Readings are brought into a dialogue. No coefficient and no count of codes appears anywhere.</p> : null}
      </Section>
      <Section title="Written down">
        <div className="plan-fields">
          <One study={study} name="title" label="Title of the study" />
          <One study={study} name="aims" label="Aims" rows={3} />
          <One study={study} name="design" label="Design" about="Whom you ask, how often, and why these." rows={3} />
          <One study={study} name="lawful_basis" label="Lawful basis for holding what people said" />
        </div>
      </Section>
    </>
  );
}

function One({ study, name, label, about, rows }: { study: Study; name: Written; label: string; about?: string; rows?: number }) {
  const may = useMay("lead");
  const kept = study[name];
  const [words, setWords] = useState(kept);
  const change = useWrite("/study/change", { topics: ["viewer", "home"] });
  // What somebody else wrote meanwhile shows, unless one is writing here.
  useEffect(() => setWords(kept), [kept]);
  const keep = (): void => {
    if (words === kept || (name === "title" && !words.trim())) return setWords(kept);
    change.mutate({ [name]: words.trim() });
  };
  const shared = { label, value: words, onChange: setWords, onBlur: keep, disabled: !may };
  return rows ? <TextArea {...shared} about={about} rows={rows} maxLength={5000} /> : <Field {...shared} about={about} maxLength={300} />;
}
