import { Button, Heading, Link, Menu, Notice, Reading, Screen, Tabs } from "../../components";
import { addressOf, navigate, useKeys, useMay, useRead } from "../../state";
import { useState } from "react";
import { AboutSource } from "./AboutSource";
import { BothTexts } from "./BothTexts";
import { OtherLanguage } from "./OtherLanguage";
import { FileMarks, useApart } from "./FileMarks";
import { PictureOfSource } from "./PictureOfSource";
import { isNoteOf, NotesOfSource } from "./NotesOfSource";
import { useReadsApart } from "./readBy";
import { RemoveSource } from "./RemoveSource";
import { Speakers } from "./Speakers";
import { TextOfSource } from "./TextOfSource";
import type { SourceRow } from "./types";
import "./Anonymise.css";
import "./Sources.css";

/** One source: who and when, who speaks, its text and its versions. */
export function SourcePage({ sourceId, part }: { sourceId: string; part: string }) {
  const sources = useRead("/sources");
  const row = sources.data?.find((one) => one.id === sourceId);
  return (
    <Screen title={row ? row.title || row.name : "Source"}>
      <Reading of={sources}>
        {() => (row ? <Page row={row} part={part} /> : <Notice fact="There is no source at this address any more." meaning="It was removed, or the address is mistyped. Who removed it can bring it back with Ctrl Z."><Link to="/sources">All sources</Link></Notice>)}
      </Reading>
    </Screen>
  );
}

function Page({ row, part }: { row: SourceRow; part: string }) {
  const may = useMay("field");
  const readsApart = useReadsApart(row.id);
  const notes = (useRead("/memos").data ?? []).filter((one) => isNoteOf(one, row.id) && (one.mine || !readsApart)).length;
  const [removing, setRemoving] = useState(false);
  const picture = row.kind === "picture";
  const read = (): void => navigate(`/code/${row.id}`);
  const apart = useApart(row.id);
  const marks = useRead("/file-marks", { source_id: row.id, round_id: apart?.id ?? "", waiting_only: false });
  useKeys("This source", [{ keys: "Enter", label: picture ? "Look and code" : "Read and code", run: read }]);
  return (
    <>
      <Heading title={row.title || row.name} serif above={<Link to="/sources">Sources</Link>} about={[row.encounter_code, row.name === row.title || row.name === row.encounter_code ? "" : row.name, picture ? "a picture" : `version ${row.version_number}, ${row.role}`].filter(Boolean).join(" · ")}>
        <Button kind="primary" keys="Enter" onPress={read}>{picture ? "Look and code" : "Read and code"}</Button>
        <Menu
          actions={[
            picture
              ? { id: "shown", label: "Show the picture alone", run: () => window.open(addressOf("/pictures/file", { version_id: row.version_id ?? "" }), "_blank") }
              : { id: "text", label: "Keep the text as a file", run: () => window.location.assign(addressOf("/sources/text", { source_id: row.id })) },
            ...(may ? [{ id: "remove", label: "Remove this source", run: () => setRemoving(true), care: true, apart: true }] : []),
          ]}
        >
          More
        </Menu>
      </Heading>
      <Tabs
        label="About this source"
        value={part}
        onChange={(id) => navigate(`/sources/${row.id}${id === "about" ? "" : `/${id}`}`, { replace: true })}
        items={[
          { id: "about", label: "Who and when", content: <AboutSource key={row.id} row={row} may={may} /> },
          ...(picture ? [{ id: "picture", label: "The picture", content: <PictureOfSource row={row} may={may} /> }] : [
          { id: "speakers", label: "Who speaks", count: row.n_unknown_speakers || undefined, content: <Speakers row={row} may={may} /> },
          ...(marks.data?.n || part === "proposed" ? [{ id: "proposed", label: "Proposed from the file", count: marks.data?.n_waiting || undefined, content: <FileMarks key={row.id} sourceId={row.id} /> }] : []),
          { id: "notes", label: "Notes", count: notes || undefined, content: <NotesOfSource row={row} /> },
          { id: "text", label: "Text and versions", content: <TextOfSource row={row} may={may} /> },
          { id: "languages", label: "In two languages", content: <OtherLanguage row={row} may={may} /> },
          ]),
          ...(may && row.role === "anonymised" ? [{ id: "replaced", label: "Words replaced", content: <BothTexts row={row} /> }] : []),
        ]}
      />
      {removing ? <RemoveSource row={row} onClose={() => setRemoving(false)} /> : null}
    </>
  );
}
