import { useState } from "react";

import { Button, Field } from "../../components";
import { newId, useWrite } from "../../state";
import { sentence, type ClaimPage, type SearchView } from "./types";

const CHANGED = { topics: ["claims", "report"] };

/** Whether somebody searched for what tells the claim otherwise, and a way to record that one did. */
export function Searched({ page, may }: { page: ClaimPage; may: boolean }) {
  const { claim, searches } = page;
  const [open, setOpen] = useState(false);
  if (claim.kind === "interpretive" || (!may && !claim.searched && searches.length === 0)) return null;
  const [, ...before] = searches;
  return (
    <section aria-label="What tells it otherwise" className="claim-searched">
      {claim.searched ? <p className="t13">{sentence(claim.searched)} {searches[0] ? <About one={searches[0]} may={may} /> : null}</p> : null}
      {before.length ? (
        <ul className="t12 soft">
          {before.map((one) => <li key={one.id}>Before: {one.n_found ? `${one.n_found} found` : "none found"} by {one.by} on {one.on} in {one.n_sources === 1 ? "1 source" : `${one.n_sources} sources`}{one.sought ? `, for “${one.sought}”` : ""}. <About one={one} may={may} /></li>)}
        </ul>
      ) : null}
      {may && page.n_sources > 0 ? (
        open ? <Record page={page} onDone={() => setOpen(false)} /> : <Button kind="quiet" onPress={() => setOpen(true)}>{searches.length ? "I searched again" : "I searched for one"}</Button>
      ) : null}
    </section>
  );
}

function About({ one, may }: { one: SearchView; may: boolean }) {
  const remove = useWrite("/claims/search/remove", CHANGED);
  return (
    <>
      {one.only_mine ? <span className="soft">Only you see this until your round is opened. </span> : null}
      {may && one.mine ? <button type="button" className="link-like" onClick={() => remove.mutate({ id: one.id })} aria-label={`Take off the search of ${one.on}`}>Take off</button> : null}
    </>
  );
}

function Record({ page, onDone }: { page: ClaimPage; onDone: () => void }) {
  const [sought, setSought] = useState("");
  const [n, setN] = useState(String(page.n_sources));
  const record = useWrite("/claims/search", { ...CHANGED, onDone });
  const number = Number(n);
  const wrong = Number.isInteger(number) && number >= 1 && number <= page.n_sources ? "" : `Say a number from 1 to ${page.n_sources}.`;
  const send = (): void => {
    if (!wrong) record.mutate({ id: newId(), claim_id: page.claim.id, sought, n_sources: number });
  };
  const otherwise = page.claim.n_otherwise;
  return (
    <div className="stack">
      <Field label="What you looked for, if you want to say" value={sought} onChange={setSought} maxLength={1000} onEnter={send} />
      <Field label="In how many sources" type="number" value={n} onChange={setN} wrong={wrong} onEnter={send} about={`There are ${page.n_sources} in the study.`} />
      <p className="claim-ways">
        <Button kind="primary" disabled={wrong !== ""} onPress={send}>{otherwise ? `Record it: ${otherwise} found` : "Record it: none found"}</Button>
        <Button kind="quiet" onPress={onDone}>Leave it</Button>
      </p>
      <p className="t12 soft">{otherwise ? "Found is what stands beside it as told otherwise." : "If you found one, link it as otherwise first; it is counted as found."}</p>
    </div>
  );
}
