import { useParams, usePlace } from "../../state";
import { Anonymise } from "./Anonymise";
import { Find } from "./Find";
import { SourceList } from "./SourceList";
import { SourcePage } from "./SourcePage";

/** The sources: brought in, listed, each with what is known of it; words found in all of them, and names replaced. */
export default function Sources() {
  const { sourceId, part } = useParams();
  const { query } = usePlace();
  if (sourceId === "anonymise") return <Anonymise part={part ?? "proposed"} />;
  if (sourceId) return <SourcePage key={sourceId} sourceId={sourceId} part={part ?? "about"} />;
  if (query.has("find")) return <Find />;
  return <SourceList />;
}
