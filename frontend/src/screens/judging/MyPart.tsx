import { useState } from "react";

import { Button, Dialog, Field, Link } from "../../components";
import { announce, navigate, useMay, usePlace, useViewer, useWrite } from "../../state";
import type { RoundView } from "./types";
import { many, whyClosed } from "./words";

type Asking = "hand in" | "take back" | "open" | null;

/** What waits in a round for whoever looks, and the one thing to do about it. */
export function MyPart({ round, primary = false, here = false, unplaced = 0 }: { round: RoundView; primary?: boolean; here?: boolean; unplaced?: number }) {
  const [asking, setAsking] = useState<Asking>(null);
  const close = (): void => setAsking(null);
  const { reflexive } = useViewer();
  return (
    <div className="round-do">
      {round.state === "judging" ? <BeingRead round={round} primary={primary} here={here} ask={setAsking} /> : null}
      {round.state === "revealed" || round.state === "adjudicated" ? (
        <>
          <p>All {round.kind === "place" ? "placements" : "readings"} are open.</p>
          <div className="round-ways">
            <Button kind={primary ? "primary" : "plain"} onPress={() => navigate(`/compare/${round.id}`)}>
              {reflexive ? "Lay them side by side" : "See how they met"}
            </Button>
          </div>
        </>
      ) : null}
      {round.state === "closed" ? (
        <Link to={`/compare/${round.id}`}>{reflexive ? "See the readings" : "See how they met"}</Link>
      ) : null}
      <HandIn round={round} unplaced={unplaced} open={asking === "hand in"} onClose={close} />
      <TakeBack round={round} open={asking === "take back"} onClose={close} />
      <Open round={round} open={asking === "open"} onClose={close} />
    </div>
  );
}

function BeingRead({ round, primary, here, ask }: { round: RoundView; primary: boolean; here: boolean; ask: (what: Asking) => void }) {
  const { path } = usePlace();
  const page = `/compare/${round.id}`;
  const reading = round.i_read && !round.i_have_handed_in;
  const ofThemes = round.kind === "theme";
  const ofPlaces = round.kind === "place";
  const begin = ofPlaces ? "Place them" : ofThemes ? "Write your themes" : round.my_marked_ids.length === 0 ? "Begin to read" : "Read on";
  const marked = new Set(round.my_marked_ids);
  const next = round.my_source_ids.find((one) => !marked.has(one)) ?? round.my_source_ids[0] ?? "";
  return (
    <>
      {reading && !ofThemes && !ofPlaces ? <p>You have marked something in {marked.size} of {many(round.my_source_ids.length, "interview")}.</p> : null}
      {round.i_have_handed_in ? <p>{ofPlaces ? "Your placements are" : "Your reading is"} handed in.{round.again ? "" : " Until the round is opened you may take it back; that you did stays visible."}</p> : null}
      {round.i_have_handed_in && round.returns_to !== null && path !== page ? (
        <p>Now it goes back to {round.returns_to}: <Link to={page}>how to send it</Link>.</p>
      ) : null}
      <div className="round-ways">
        {reading ? (
          <>
            {here ? null : (
              <Button kind={primary ? "primary" : "plain"} onPress={() => navigate(ofThemes || ofPlaces ? `/compare/${round.id}` : `/code/${next}?round=${round.id}`)}>
                {begin}
              </Button>
            )}
            <Button kind={here && primary ? "primary" : "plain"} onPress={() => ask("hand in")}>Hand in</Button>
          </>
        ) : null}
        {round.i_have_handed_in && !round.again ? <Button kind="quiet" onPress={() => ask("take back")}>Take back</Button> : null}
        {reading || round.returns_to !== null ? null : <OpenButton round={round} primary={primary} onPress={() => ask("open")} />}
      </div>
    </>
  );
}

function OpenButton({ round, primary, onPress }: { round: RoundView; primary: boolean; onPress: () => void }) {
  const me = useViewer();
  const settles = useMay("settle");
  const mine = settles || round.settler_id === me.researcher_id || round.i_read;
  if (!mine) return null;
  return <Button kind={primary ? "primary" : "plain"} reason={whyClosed(round) || null} onPress={onPress}>{openWords(round)}</Button>;
}

function openWords(round: RoundView): string {
  return round.kind === "place" ? "Open the placements" : "Open the readings";
}

interface AskProps {
  readonly round: RoundView;
  readonly open: boolean;
  readonly onClose: () => void;
}

function HandIn({ round, unplaced, open, onClose }: AskProps & { unplaced: number }) {
  const [hours, setHours] = useState("");
  const spent = Number(hours.replace(",", "."));
  const wrong = hours !== "" && !(spent >= 0) ? "Write the hours as a number, 12 or 12.5." : "";
  const submit = useWrite("/rounds/submit", { topics: ["home"], onDone: () => { announce(ofPlaces ? "Your placements are handed in." : "Your reading is handed in."); onClose(); } });
  const ofPlaces = round.kind === "place";
  const left = round.my_source_ids.length - round.my_marked_ids.length;
  const hand = (): void => submit.mutate({ id: round.id, hours: hours === "" ? null : spent });
  return (
    <Dialog
      title={`Hand in your ${ofPlaces ? "placements" : "reading"} of ${round.name}?`}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" disabled={wrong !== "" || submit.isPending} onPress={hand}>{submit.isPending ? "Handing in …" : "Hand in"}</Button>
          <Button kind="quiet" onPress={onClose}>Not yet</Button>
        </>
      }
    >
      <div className="asked">
        <p>{ofPlaces ? "Nothing in them changes after this. Nobody sees them until all are in and the round is opened." : "Nothing in it changes after this. Nobody sees it until all are in and the readings are opened."}</p>
        <p>{round.again ? "It cannot be taken back: your first reading comes into your sight then." : "Until then you may take it back; that you did stays visible for ever."}</p>
        {left > 0 ? <p>In {many(left, "interview")} you have marked nothing. Handing in says that nothing there has a code.</p> : null}
        {unplaced > 0 ? <p>{unplaced === 1 ? "One of them you have" : `${unplaced} of them you have`} not placed. To say that none of the levels is it, place it at none.</p> : null}
        <Field label="Hours it took you" value={hours} onChange={setHours} wrong={wrong} about="Only if you know; the methods section may print it." />
      </div>
    </Dialog>
  );
}

function TakeBack({ round, open, onClose }: AskProps) {
  const back = useWrite("/rounds/take-back", { topics: ["home"], onDone: onClose });
  return (
    <Dialog
      grave
      title="Take your reading back?"
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button kind="care" disabled={back.isPending} onPress={() => back.mutate({ id: round.id })}>{back.isPending ? "Taking back …" : "Take it back"}</Button>
          <Button kind="quiet" onPress={onClose}>Leave it handed in</Button>
        </>
      }
    >
      <p>You can change it then, and hand it in again. That it was taken back stays visible with the round, for ever.</p>
    </Dialog>
  );
}

function Open({ round, open, onClose }: AskProps) {
  const reveal = useWrite("/rounds/reveal", {
    topics: ["home", "codings", "codes", "memos", "placements", "figures", "themes"],
    onDone: () => { onClose(); navigate(`/compare/${round.id}`); },
    onRefused: onClose,
  });
  return (
    <Dialog
      grave
      title={`${openWords(round)} of ${round.name}?`}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" disabled={reveal.isPending} onPress={() => reveal.mutate({ id: round.id })}>{reveal.isPending ? "Opening …" : openWords(round)}</Button>
          <Button kind="quiet" onPress={onClose}>Not yet</Button>
        </>
      }
    >
      <p>Everyone in the study then sees every {round.kind === "place" ? "placement" : "reading"} of this round, and none of them can change. This cannot be undone.</p>
    </Dialog>
  );
}
