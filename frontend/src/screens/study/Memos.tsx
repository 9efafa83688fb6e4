import { useState } from "react";

import type { components } from "../../api/schema";
import { EmptyState, Heading, OptionRow, Reading, Screen } from "../../components";
import { useRead } from "../../state";
import { MemoWords } from "./MemoWords";
import "./Memos.css";

type MemoView = components["schemas"]["MemoView"];
type Whose = "all" | "mine";

/** Every memo one may read, newest first. */
export default function Memos() {
  const memos = useRead("/memos");
  const [whose, setWhose] = useState<Whose>("all");
  return (
    <Screen title="Memos" className="memos">
      <Heading title="Memos" about="What the team thinks while it reads. Newest first.">
        <OptionRow label="Whose" layout="segments" value={whose} onChange={setWhose} options={[{ id: "all", label: "All I may read" }, { id: "mine", label: "Mine" }]} />
      </Heading>
      <Reading of={memos}>
        {(all) => {
          const shown = whose === "mine" ? all.filter((memo) => memo.mine) : all;
          if (shown.length === 0) {
            return <EmptyState title="No memo yet">Press M while you read: a memo stays with the passage, code or case it is about.</EmptyState>;
          }
          return <ul>{shown.map((memo) => <Memo key={memo.id} memo={memo} />)}</ul>;
        }}
      </Reading>
    </Screen>
  );
}

const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

const KINDS: Readonly<Partial<Record<MemoView["kind"], string>>> = { fieldnote: "Field note", contact: "Contact", reading: "Reading note" };

function Memo({ memo }: { memo: MemoView }) {
  return (
    <li className="memo">
      <p className="label">
        {KINDS[memo.kind] ?? capital(memo.kind)} · on {memo.about_kind === "study" ? "the study" : `a ${memo.about_kind}`}
        {memo.private ? " · only you read this" : ""}
      </p>
      <p className="memo-body"><MemoWords body={memo.body} /></p>
      <p className="t12 soft">
        {memo.author}, <time dateTime={memo.created_at}>{DATE.format(new Date(memo.created_at))}</time>
        {memo.edited_at !== memo.created_at ? ", edited since" : ""}
      </p>
    </li>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
