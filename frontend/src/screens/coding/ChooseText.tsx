import { useEffect } from "react";

import { Button, EmptyState, Heading, Link, Reading, Screen, Table, type Column } from "../../components";
import { navigate, useKeys, useRead, useViewer } from "../../state";
import type { SourceRow } from "./types";

const LAST = "anselm-last-read";

/** Remembers what was read last, in this browser. */
export function rememberText(sourceId: string): void {
  localStorage.setItem(LAST, sourceId);
}

/** Which text to read: where one stopped first, then all of them. */
export function ChooseText() {
  const sources = useRead("/sources");
  const { reflexive } = useViewer();
  const last = localStorage.getItem(LAST);
  const only = sources.data?.length === 1 ? sources.data[0] : undefined;
  useEffect(() => {
    if (only) navigate(`/code/${only.id}`, { replace: true });
  }, [only]);
  return (
    <Screen title="Code">
      <Heading title="Code" about="Choose what to read." />
      <Reading of={sources}>
        {(all) => (all.length === 0 ? <NothingYet /> : <Texts all={all} last={all.find((one) => one.id === last)} reflexive={reflexive} />)}
      </Reading>
    </Screen>
  );
}

function NothingYet() {
  return (
    <EmptyState title="Nothing to read yet" action={<Button kind="primary" onPress={() => navigate("/sources")}>Add transcripts</Button>}>
      Codes are given to words of a source. Add a transcript first; a codebook can be made before, or grow while you read.
    </EmptyState>
  );
}

function Texts({ all, last, reflexive }: { all: readonly SourceRow[]; last: SourceRow | undefined; reflexive: boolean }) {
  const next = last ?? all[0];
  const go = (): void => navigate(`/code/${next?.id ?? ""}`);
  useKeys("This page", [{ keys: "Enter", label: last ? "Read on where you stopped" : "Read the first", run: go }]);
  const columns: Column<SourceRow>[] = [
    { id: "title", head: "Interview", names: true, cell: (one) => <Link to={`/code/${one.id}`} plain>{one.title || one.name}</Link> },
    { id: "code", head: "Encounter", wideOnly: true, cell: (one) => <span className="soft">{one.encounter_code || one.name}</span> },
    { id: "turns", head: "Turns", number: true, cell: (one) => one.n_turns },
    ...(reflexive ? [] : [{ id: "mine", head: "Coded by you", number: true, cell: (one: SourceRow) => one.n_codings_mine || <span className="faint">none yet</span> }]),
  ];
  return (
    <>
      <p className="choose-next"><Button kind="primary" keys="Enter" onPress={go}>{last ? `Read on: ${last.title || last.name}` : `Read ${next?.title ?? ""}`}</Button></p>
      <Table caption="All sources" columns={columns} rows={all} rowId={(one) => one.id} onChoose={(one) => navigate(`/code/${one.id}`)} />
    </>
  );
}
