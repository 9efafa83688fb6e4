import { useCallback, useEffect, useState } from "react";

import { useQueryClient } from "@tanstack/react-query";

import { Button, DropZone, Field, FileList, leftOutOf, OptionRow, placeOf, useDropAnywhere } from "../../components";
import { announce, arrived, handOver, newId, useImporting, useStore, type Importing } from "../../state";
import { isFolder, isSource, isTable, takenOf, type ImportAnswer } from "../study/taking";
import { useWithSound } from "../study/withSound";
import { ProjectIn } from "./ProjectIn";
import { isProject } from "./projectFile";
import { TableSurvey } from "./TableSurvey";
import { counted } from "./types";

type Deidentified = "yes" | "no" | "not said";

const ANSWERS = [
  { id: "not said", label: "Not said" },
  { id: "yes", label: "Yes" },
  { id: "no", label: "No" },
] as const;

/** Files come in here: dropped anywhere on the page, or chosen; one question about all of them. */
export function BringFiles({ large, sourceId, onTaken }: { large: boolean; sourceId?: string; onTaken?: () => void }) {
  const [answer, setAnswer] = useState<Deidentified>("not said");
  const [by, setBy] = useState("");
  const [on, setOn] = useState("");
  const texts = useImporting<ImportAnswer>("/sources/import", {
    fields: () => ({ id: newId(), deidentified: answer, deidentified_by: answer === "yes" ? by : "", deidentified_on: answer === "yes" ? on : "", ...(sourceId ? { source_id: sourceId } : {}) }),
    taken: (said) => {
      onTaken?.();
      return takenOf(said);
    },
    topics: ["home", "sources", "viewer"],
  });
  const both = useWithSound(texts);
  const importing = sourceId ? texts : both;
  const [asked, setAsked] = useState<readonly File[]>([]);
  const [nth, setNth] = useState(0);
  const { add: addFiles } = importing;
  const client = useQueryClient();
  const add = useCallback(
    (files: readonly File[]) => {
      const found = sourceId ? [] : files.filter((file) => isTable(file) || isProject(file));
      setAsked((before) => [...before, ...found]);
      const others = files.filter((file) => !found.includes(file));
      if (!sourceId && isFolder(files)) {
        const taken = others.filter(isSource);
        const said = { deidentified: answer, deidentified_by: answer === "yes" ? by : "", deidentified_on: answer === "yes" ? on : "" };
        if (taken.length > 0) handOver(client, taken.map((file) => ({ file, path: placeOf(file) })), { n_left_out: leftOutOf(files) + others.length - taken.length, ...said });
        else announce(`None of the ${counted(others.length, "file")} is a transcript or a recording that is read here.`);
      } else if (others.length > 0) addFiles(others);
    },
    [sourceId, addFiles, client, answer, by, on],
  );
  useDropAnywhere(add);
  const came = useStore(arrived);
  useEffect(() => {
    if (sourceId || came.length === 0) return;
    arrived.set([]);
    add(came);
  }, [came, sourceId, add]);
  return (
    <section className="bring" aria-label="Add files">
      <DropZone
        large={large}
        one={sourceId !== undefined}
        title={sourceId ? "Drop the new version here" : "Drop transcripts here"}
        about={large ? "Word, OpenDocument, Rich Text, PDF, web pages, plain text or subtitles, one file or a folder of them. Speakers and times are read from the file. Pictures as PNG, JPEG or WebP. A survey as .csv or Excel. A project of another program as .qdpx. Nothing leaves this computer." : "Word, OpenDocument, Rich Text, PDF, web pages, plain text or subtitles; files or whole folders. Pictures as PNG, JPEG or WebP. A survey as .csv or Excel. A project of another program as .qdpx."}
        keys="I"
        onFiles={add}
      />
      {sourceId ? null : (
        <div className="bring-asked">
          <OptionRow label="Are these already de-identified?" showLabel layout="segments" value={answer} onChange={setAnswer} options={ANSWERS} />
          {answer === "yes" ? <Field label="By whom" value={by} onChange={setBy} /> : null}
          {answer === "yes" ? <Field label="When" type="date" value={on} onChange={setOn} /> : null}
        </div>
      )}
      <Fared importing={importing} />
      {asked[nth] ? <Asked key={nth} file={asked[nth]} onClose={() => setNth(nth + 1)} /> : null}
    </section>
  );
}

/** A file about which something is asked before it comes in. */
function Asked({ file, onClose }: { file: File; onClose: () => void }) {
  return isProject(file) ? <ProjectIn file={file} onClose={onClose} /> : <TableSurvey file={file} onClose={onClose} />;
}

function Fared({ importing }: { importing: Importing }) {
  return (
    <FileList files={importing.files} onStop={importing.stop}>
      {importing.running ? null : <Button kind="quiet" onPress={importing.clear}>Put this list away</Button>}
    </FileList>
  );
}
