import { useState } from "react";

import { Button, Checkbox, DropZone, FileList, Link, Reading, Section, TextArea } from "../../components";
import { addressOf, announce, useImporting, useMay, useRead } from "../../state";
import type { RoundView, TakenIn, ToldResult } from "./types";

/** For readers on other computers: a package out, and their reading back in. */
export function Packages({ round }: { round: RoundView }) {
  const leads = useMay("lead");
  const takes = useMay("settle");
  if (!round.blind || round.returns_to !== null || (!leads && !takes)) return null;
  const away = round.readers.filter((one) => one.handed_in !== true);
  const gives = leads && away.length > 0;
  if (!gives && !takes) return null;
  return (
    <Section title="For another computer" className="packages">
      {gives ? (
        <>
          <p className="t13">A package holds one reader’s interviews and the frozen codebook. It is opened with <code>anselm open</code>.</p>
          <ul className="packages-list">
            {away.map((one) => (
              <li key={one.id}><Link download to={addressOf("/rounds/package", { round_id: round.id, judge_id: one.id })}>Package for {one.name}</Link></li>
            ))}
          </ul>
        </>
      ) : null}
      {takes ? <TakeIn round={round} waiting={round.state === "judging"} /> : null}
    </Section>
  );
}

/** When all are in nothing more is asked for; what was just taken in stays to be read. */
function TakeIn({ round, waiting }: { round: RoundView; waiting: boolean }) {
  const [digest, setDigest] = useState("");
  const [instead, setInstead] = useState(false);
  const importing = useImporting<TakenIn>("/rounds/take-return", {
    fields: () => ({ digest: digest.trim(), round_id: round.id, instead }),
    taken: (answer) => ({ words: `The reading of ${answer.reader} ${answer.already ? "was in already" : "is in"}, unseen. ${digest.trim() ? "Its digest is the one you were told." : `Its digest: ${grouped(answer.digest)}`}` }),
    topics: ["rounds", "round", "home"],
  });
  if (!waiting && importing.files.length === 0) return null;
  return (
    <div className="packages-in">
      {waiting ? (
        <>
          <TextArea label="The digest its reader told you" value={digest} onChange={setDigest} rows={2} maxLength={128} about="If they did: it proves that the file is what they handed in." />
          <Checkbox checked={instead} onChange={setInstead} about="It was taken back on the other computer. That it was stays visible with the round.">In place of one taken in before</Checkbox>
          <DropZone one title="Take in a reading that came back" about="Nobody sees it until the readings are opened." chooseLabel="Choose the file" accept={[".anselm"]} onFiles={importing.add} />
        </>
      ) : null}
      <FileList files={importing.files} onStop={importing.stop} />
    </div>
  );
}

function copy(digest: string): void {
  void navigator.clipboard.writeText(digest).then(() => announce("The digest is copied."));
}

function grouped(digest: string): string {
  return digest.match(/.{1,8}/g)?.join(" ") ?? "";
}

/** For readers who read on another computer: how the round ended. */
export function Results({ round }: { round: RoundView }) {
  const leads = useMay("lead");
  const away = round.readers.filter((one) => one.away);
  if (!leads || round.state !== "closed" || round.returns_to !== null || away.length === 0) return null;
  return (
    <Section title="For another computer" className="packages">
      <p className="t13">How the round ended, in a file for who read elsewhere: every reading of what they read, and how it was settled. It is not locked.</p>
      <ul className="packages-list">
        {away.map((one) => (
          <li key={one.id}><Link download to={addressOf("/rounds/result", { round_id: round.id, judge_id: one.id })}>Result for {one.name}</Link></li>
        ))}
      </ul>
    </Section>
  );
}

/** In the reader's folder: how the round ended, once its lead sends it. */
function TakeResult({ round }: { round: RoundView }) {
  const importing = useImporting<ToldResult>("/rounds/take-result", {
    fields: () => ({}),
    taken: (answer) => ({ words: `How ${answer.round} ended is told here ${answer.already ? "already" : "now"}.` }),
    topics: ["rounds", "round", "home", "codings", "viewer"],
  });
  return (
    <div className="packages-in">
      <DropZone one title={`When it is closed, ${round.returns_to} can send how it ended`} about="Here you then see all readings of what you read, and how they were settled. Yours stays as it is." chooseLabel="Choose the file" accept={[".anselm"]} onFiles={importing.add} />
      <FileList files={importing.files} onStop={importing.stop} />
    </div>
  );
}

/** In a round that came in a package: the way back. */
export function WayBack({ round }: { round: RoundView }) {
  const mine = useRead("/rounds/my-part", { id: round.id }, { when: round.returns_to !== null && round.i_have_handed_in, topics: ["rounds", "round"] });
  if (round.returns_to === null) return null;
  return (
    <Section title={`Back to ${round.returns_to}`} className="packages">
      {round.i_have_handed_in ? (
        <Reading of={mine}>
          {(part) => (
            <>
              <p className="t13">First tell {round.returns_to} this digest, by telephone or letter:</p>
              <p className="packages-digest num">{grouped(part.digest)}</p>
              <p><Button kind="quiet" onPress={() => copy(grouped(part.digest))}>Copy the digest</Button></p>
              <p className="t13">Then send the file. Only {round.returns_to} can open it, and a changed byte is noticed.</p>
              <p><Link download to={addressOf("/rounds/return", { id: round.id })}>Write the file to send back</Link></p>
              <p className="t13 soft">If you take your reading back and hand it in again, tell {round.returns_to}: the file sent before counts no more.</p>
              <TakeResult round={round} />
            </>
          )}
        </Reading>
      ) : (
        <p className="t13">When you have read all, hand in. Then write the file that goes back; nobody else can open it.</p>
      )}
    </Section>
  );
}
