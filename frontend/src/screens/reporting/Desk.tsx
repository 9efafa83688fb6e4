import { useEffect, useMemo, useRef, useState } from "react";

import { Button, Notice, Screen, Split } from "../../components";
import { announce, navigate, setQuery, useCommands, useKeys, useMay, usePlace, useRead } from "../../state";
import { ClaimDialog, type Chosen } from "./ClaimDialog";
import { ClaimDrawer } from "./ClaimDrawer";
import { placeOf, type Place } from "./commenting";
import { CommentDialog } from "./Comments";
import { Insert } from "./Insert";
import { useMade } from "./made";
import { liveText, numbersOf } from "./markdown";
import { Outline } from "./Outline";
import { ReleaseDialog } from "./ReleaseDialog";
import { Standing } from "./Standing";
import { TextColumn } from "./TextColumn";
import type { FaultView, Known, ReportView, Stretch } from "./types";
import { useBody } from "./useBody";
import { useWriting } from "./useWriting";

/** One report: its text with what counts beside each sentence, its contents, and what stands before a release. */
export function Desk({ report, claimId }: { report: ReportView; claimId: string }) {
  const may = useMay("write");
  const body = useBody(report);
  const writing = useWriting(body, may, report.id);
  const known = useKnown(report.quoting === "none", body.text);
  const check = useRead("/report/check", { id: report.id, trace: false }, { keepPrevious: true });
  const faults = check.data?.faults;
  const threads = useRead("/report/comments", { id: report.id }, { topics: ["comments"], keepPrevious: true }).data ?? [];
  const [place, setPlace] = useState<Place | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [inserting, setInserting] = useState<Stretch | null>(null);
  const releasing = usePlace().query.get("release") !== null;
  const [told, setTold] = useState("");
  const goTo = useFaults(faults, writing.show, setTold);
  useBackToWriting(claimId, writing.resume);

  const makeClaim = (): void => {
    const found = writing.sentence();
    if (found) setChosen(found);
    else announce("Select a sentence of the text first.");
  };
  const comment = (): void => {
    body.keep();
    const found = placeOf(body.text, writing);
    if (found) setPlace(found);
    else announce("Select the words you want to comment on first.");
  };
  const insert = (): void => setInserting(writing.caret());
  // The slash that asked for something to insert goes again when nothing is inserted.
  const leave = (stretch: Stretch): void => {
    if (body.text.slice(stretch.start, stretch.end) === "/") writing.put(stretch, "");
    setInserting(null);
  };
  useKeys("Report", [
    ...(may
      ? [
          { keys: "C", label: "Make a claim of the selected sentence", run: makeClaim },
          { keys: "Alt C", label: "The same while writing", run: makeClaim, inFields: true },
          { keys: "M", label: "Comment on the selected words", run: comment },
          { keys: "Alt M", label: "The same while writing", run: comment, inFields: true },
          { keys: "/", label: "Insert a quotation, claim, table or figure", run: insert },
          { keys: "Alt I", label: "The same while writing", run: insert, inFields: true },
        ]
      : []),
    { keys: "Shift F8", label: "Go to the next open comment", run: () => nextComment(), inFields: true },
    { keys: "F8", label: "Go to the next thing in the way of a release", run: goTo.next, inFields: true },
  ]);
  useCommands([
    { id: "report-claim", label: "Make a claim of the selected sentence", run: makeClaim },
    { id: "report-comment", label: "Comment on the selected words", run: comment },
    { id: "report-insert", label: "Insert a quotation, claim, table or figure", run: insert },
    { id: "report-releases", label: "Releases of this report", run: () => navigate(`/report/${report.id}/releases`) },
  ]);
  return (
    <Screen title={report.title} layout="fill" className="report-desk">
      <Split
        start={<Outline report={report} text={body.text} kept={body.kept} here={writing.line} onGo={writing.show} />}
        startLabel="Contents"
        startWidth={220}
        end={<Standing report={report} text={body.text} known={known} check={check.data} onGo={goTo.to} onNext={goTo.next} />}
        endLabel="Before release"
        endWidth={296}
        foot={<Phone n={check.data?.n_refusing ?? 0} onNext={goTo.next} />}
      >
        {may ? (
          <div className="report-bar" data-keeps-writing>
            <Button onPress={makeClaim} keys={writing.editing ? "Alt C" : "C"}>Make a claim</Button>
            <Button onPress={comment} keys={writing.editing ? "Alt M" : "M"}>Comment</Button>
            <Button onPress={insert} keys={writing.editing ? "Alt I" : "/"}>Insert</Button>
            <Button kind="quiet" onPress={writing.whole} pressed={writing.isWhole}>{writing.isWhole ? "Back to reading" : "Whole text as Markdown"}</Button>
          </div>
        ) : (
          <Notice kind="plain" fact="You may read this report." meaning="Whoever may write in this study changes it." />
        )}
        <TextColumn report={report} writing={writing} text={body.text} known={known} faults={faults ?? []} threads={threads} onInsert={setInserting} />
      </Split>
      {/* Seen in the margin and at the side; heard here. */}
      <p className="unseen" role="status">{told}</p>
      {chosen ? (
        <ClaimDialog
          chosen={chosen}
          reportId={report.id}
          onClose={() => setChosen(null)}
          onMade={(made) => {
            writing.put(chosen, liveText("claim", made.key, chosen.sentence));
            // Whoever was writing goes on writing; whoever was reading, reading.
            if (!writing.editing) writing.back();
            setChosen(null);
            navigate(`/report/${report.id}/claim/${made.id}`);
          }}
        />
      ) : null}
      {place ? <CommentDialog place={place} reportId={report.id} onClose={() => setPlace(null)} /> : null}
      {inserting ? <Insert known={known} onClose={() => leave(inserting)} onInsert={(words) => { writing.put(inserting, writing.apart(inserting, words)); setInserting(null); }} /> : null}
      {claimId ? <ClaimDrawer reportId={report.id} claimId={claimId} body={body} /> : null}
      {releasing ? <ReleaseDialog report={report} onClose={() => setQuery({ release: null })} onSentence={goTo.first} /> : null}
    </Screen>
  );
}

/** The drawer of a claim opens out of a page of its own: closed, the focus goes back to what is being written, or to the claim. */
function useBackToWriting(claimId: string, resume: () => boolean): void {
  useEffect(() => {
    if (!claimId) return;
    return () => {
      window.setTimeout(() => {
        const now = document.activeElement;
        if (now && now !== document.body && now.id !== "main") return;
        if (!resume()) document.querySelector<HTMLElement>(`a.claim-words[href$="/claim/${claimId}"]`)?.focus({ preventScroll: true });
      }, 60);
    };
  }, [claimId, resume]);
}

/** `nobody`: the report prints no participant’s words, whatever they agreed to. */
function useKnown(nobody: boolean, text: string): Known {
  // The same as long as the text names the same tables and figures in the same order: a letter typed changes no row.
  const named = JSON.stringify([...numbersOf(text).named]);
  const made = useMade();
  const claims = useRead("/claims", {}, { topics: ["reports"] });
  const quotations = useRead("/quotations");
  return useMemo(
    () => ({
      claims: new Map((claims.data ?? []).map((one) => [one.key, one])),
      quotations: new Map((quotations.data ?? []).map((one) => [one.key, nobody && one.label && !one.blocked ? { ...one, blocked: "This report prints nobody’s words." } : one])),
      made,
      named: new Map(JSON.parse(named) as [string, number][]),
    }),
    [claims.data, quotations.data, made, named, nobody],
  );
}

/** Going from one thing in the way of a release to the next, those that refuse it first. */
function useFaults(faults: readonly FaultView[] | undefined, show: (line: number, sentence: string) => void, tell: (words: string) => void) {
  const at = useRef(-1);
  const refusing = (faults ?? []).filter((one) => one.refuses);
  const order = refusing.length ? refusing : (faults ?? []);
  const to = (fault: FaultView): void => {
    at.current = order.indexOf(fault);
    tell(`${fault.sentence}: ${fault.reason} ${fault.advice}`.trim());
    show(fault.line, fault.sentence);
  };
  const next = (): void => {
    const wanted = order[(at.current + 1) % Math.max(order.length, 1)];
    if (wanted) to(wanted);
    else if (faults) announce("Nothing stands in the way of a release.");
  };
  const first = (): void => {
    at.current = -1;
    next();
  };
  return { to, next, first };
}

/** Puts the focus on the open comment after the one that has it, round and round. */
function nextComment(): void {
  const all = [...document.querySelectorAll<HTMLElement>(".thread:not(.thread-done)")];
  const at = all.findIndex((one) => one.contains(document.activeElement));
  const wanted = all[(at + 1) % Math.max(all.length, 1)];
  if (!wanted) announce("No comment is open.");
  wanted?.focus();
  wanted?.scrollIntoView({ block: "center" });
}

function Phone({ n, onNext }: { n: number; onNext: () => void }) {
  if (n === 0) return null;
  return (
    <p className="report-phone">
      <span><strong>{n}</strong> {n === 1 ? "thing stands" : "things stand"} in the way of release</span>
      <button type="button" className="link-like" onClick={onNext}>Show</button>
    </p>
  );
}
