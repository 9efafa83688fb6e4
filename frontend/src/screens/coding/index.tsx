import { useEffect } from "react";

import { RefusalNotice, Screen, Waiting } from "../../components";
import { useParams, usePlace, useRead } from "../../state";
import { AGREED, hasAgreed } from "./agreed";
import { ChooseText, rememberText } from "./ChooseText";
import { CodebookChanges } from "./CodebookChanges";
import { Desk } from "./Desk";
import { useDeskText, type DeskTextView } from "./deskText";
import { useMarksAhead } from "./marksAhead";
import { useOwnSwitch } from "./ownSwitch";
import { Passages } from "./Passages";
import { PageDesk } from "./PageDesk";
import { PictureDesk } from "./PictureDesk";
import type { RoundView } from "./types";
import { marksAsked } from "./useCodings";

/** The coding room: a text with its desk, the passages of a code, or the choice of what to read. */
export default function Code() {
  const { sourceId, part } = useParams();
  if (sourceId === "passages" && part) return <Passages codeId={part} />;
  if (sourceId === "changes") return <CodebookChanges />;
  if (!sourceId || sourceId === "passages") return <ChooseText />;
  return <OpenText key={sourceId} sourceId={sourceId} />;
}

/** Whether stretches of texts are marked in a round, with codes or as units. */
function ofTexts({ kind }: { readonly kind: string }): boolean {
  return kind === "code" || kind === "unitise";
}

/** How the marks are asked for with which the desk opens. */
function marksOf({ reading, parts, part }: DeskTextView, round: RoundView | null, agreed: boolean) {
  const roundId = round && !round.standing ? round.id : "";
  const stretch = parts.length > 1 ? (parts[part - 1] ?? null) : null;
  return { ...marksAsked({ sourceId: reading.source_id, versionId: reading.version_id, roundId, stretch }), ...(agreed ? { agreed } : {}) };
}

function OpenText({ sourceId }: { sourceId: string }) {
  useEffect(() => rememberText(sourceId), [sourceId]);
  const { query } = usePlace();
  const rounds = useRead("/rounds");
  // Who reads this text apart from the others reads it there, unless open coding is asked for by name.
  const apart = rounds.data?.find((one) => one.blind && ofTexts(one) && one.state === "judging" && one.my_source_ids.includes(sourceId));
  const named = query.get("round") ?? apart?.id ?? "";
  const agreedId = named.startsWith(AGREED) ? named.slice(AGREED.length) : "";
  const asked = agreedId || named;
  const roundId = asked === "open" ? "" : asked;
  const versionId = query.get("version") ?? "";
  const text = useDeskText(sourceId, versionId);
  const codes = useRead("/codes", { round_id: agreedId ? "" : roundId, with_retired: roundId === "" || agreedId !== "" }, { keepPrevious: true });
  const round = rounds.data?.find((one) => one.id === roundId) ?? rounds.data?.find((one) => one.standing) ?? null;
  const agreed = agreedId !== "" && round !== null && hasAgreed(round);
  const [calm] = useOwnSwitch("reads-without-codes");
  const marked = useMarksAhead(Boolean(rounds.data && text.data), text.data && !calm ? marksOf(text.data, round, agreed) : null);
  const refused = text.error ?? codes.error ?? rounds.error;
  if (!text.data || !codes.data || !rounds.data || !marked) {
    return <Screen title="Code">{refused ? <RefusalNotice error={refused} /> : <Waiting />}</Screen>;
  }
  const standing = rounds.data.find((one) => one.standing) ?? null;
  const { reading } = text.data;
  if (reading.kind === "picture") return <PictureDesk key={reading.version_id} text={text.data} asked={text.asked} codes={codes.data} round={standing} />;
  const all = rounds.data.filter((one) => !one.standing && ofTexts(one) && one.source_ids.includes(sourceId));
  const open = all.filter((one) => one.state === "judging" && one.my_source_ids.includes(sourceId));
  // Who reads it apart is not offered how it was read and agreed before.
  const apartNow = open.some((one) => one.blind && !one.i_have_handed_in);
  const offered = all.filter((one) => open.includes(one) || (one.state !== "judging" && !apartNow));
  // A file of pages without words has nothing else to be read.
  const paged = query.get("page") ?? query.get("region") ?? (reading.text === "" && reading.start === 0 ? "1" : null);
  // Regions are coded in open coding: who comes for one sees it there.
  if (paged) {
    const inOpen = query.has("region") && !query.has("round");
    return <PageDesk key={`${reading.version_id} ${roundId} ${inOpen}`} text={text.data} asked={text.asked} codes={codes.data} round={inOpen ? standing : round} agreed={agreed && !inOpen} />;
  }
  return <Desk key={`${reading.version_id} ${roundId} ${agreed}`} agreed={agreed} text={text.data} asked={text.asked} codes={codes.data} round={round} open={open} rounds={offered} />;
}
