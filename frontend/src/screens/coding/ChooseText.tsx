import { useEffect, useState } from "react";

import { Button, EmptyState, Heading, Link, Reading, Screen, Table, type Column } from "../../components";
import { navigate, useKeys, useMay, useRead } from "../../state";
import { BringCodes } from "./BringCodes";
import { useHiddenCounts } from "./hiddenCounts";
import type { RoundView, SourceRow } from "./types";

const LAST = "anselm-last-read";

/** Remembers what was read last, in this browser. */
export function rememberText(sourceId: string): void {
  localStorage.setItem(LAST, sourceId);
}

/** Which text to read: where one stopped first, then all of them. */
export function ChooseText() {
  const sources = useRead("/sources");
  const rounds = useRead("/rounds");
  const { hidden } = useHiddenCounts();
  const may = useMay("code");
  const [bringing, setBringing] = useState(false);
  const last = localStorage.getItem(LAST);
  const only = sources.data?.length === 1 ? sources.data[0] : undefined;
  useEffect(() => {
    if (only) navigate(`/code/${only.id}`, { replace: true });
  }, [only]);
  return (
    <Screen title="Code">
      <Heading title="Code" about="Choose what to read.">
        <Button kind="quiet" onPress={() => navigate("/code/changes")}>What changed in the codebook</Button>
        {may ? <Button kind="quiet" onPress={() => setBringing(true)}>Bring in codes …</Button> : null}
      </Heading>
      {bringing ? <BringCodes onClose={() => setBringing(false)} /> : null}
      <Reading of={sources}>
        {(all) => (all.length === 0 ? <NothingYet /> : <Texts all={all} rounds={rounds.data ?? []} lastId={last} hidden={hidden} />)}
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

function Texts({ all: every, rounds, lastId, hidden }: { all: readonly SourceRow[]; rounds: readonly RoundView[]; lastId: string | null; hidden: boolean }) {
  const reading = rounds.filter((one) => (one.kind === "code" || one.kind === "unitise") && one.state === "judging" && one.blind && !one.i_have_handed_in);
  const inRound = (one: SourceRow): string => reading.find((round) => round.my_source_ids.includes(one.id))?.name ?? "";
  // What one reads apart from the others comes first, and one reads on there.
  const apart = every.filter(inRound);
  const all = [...apart, ...every.filter((one) => !inRound(one))];
  const last = (apart.length > 0 ? apart : all).find((one) => one.id === lastId);
  const next = last ?? all[0];
  const go = (): void => navigate(`/code/${next?.id ?? ""}`);
  useKeys("This page", [{ keys: "Enter", label: last ? "Read on where you stopped" : "Read the first", run: go }]);
  const columns: Column<SourceRow>[] = [
    { id: "title", head: "Interview", names: true, cell: (one) => <Link to={`/code/${one.id}`} plain>{one.title || one.name}</Link> },
    { id: "code", head: "Encounter", wideOnly: true, cell: (one) => <span className="soft">{one.encounter_code || one.name}</span> },
    ...(apart.length > 0 ? [{ id: "round", head: "To read apart", cell: (one: SourceRow) => inRound(one) || <span className="faint">no</span> }] : []),
    { id: "turns", head: "Turns", number: true, cell: (one) => (one.kind === "picture" ? <span className="faint">picture</span> : one.n_turns) },
    ...(hidden ? [] : [{ id: "mine", head: "Coded by you", number: true, cell: (one: SourceRow) => one.n_codings_mine || <span className="faint">none yet</span> }]),
  ];
  return (
    <>
      <p className="choose-next"><Button kind="primary" keys="Enter" onPress={go}>{last ? `Read on: ${last.title || last.name}` : `Read ${next?.title ?? ""}`}</Button></p>
      <Table caption="All sources" columns={columns} rows={all} rowId={(one) => one.id} onChoose={(one) => navigate(`/code/${one.id}`)} />
    </>
  );
}
