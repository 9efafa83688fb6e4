import { Link, RefusalNotice, Screen, Waiting } from "../../components";
import { addressOf, useRead } from "../../state";
import type { DeskTextView, TextAsked } from "./deskText";
import { SheetDesk, type Sheet } from "./SheetDesk";
import type { CodeView, PictureView, ReadingView, RoundView } from "./types";

export interface PictureDeskProps {
  readonly text: DeskTextView;
  readonly asked: TextAsked;
  readonly codes: readonly CodeView[];
  readonly round: RoundView | null;
}

/** The desk over a picture: codebook, the picture with its regions, and what they are in words. */
export function PictureDesk(props: PictureDeskProps) {
  const { reading } = props.text;
  const picture = useRead("/pictures", { version_id: reading.version_id });
  if (!picture.data) return <Screen title={reading.title}>{picture.error ? <RefusalNotice error={picture.error} /> : <Waiting />}</Screen>;
  const { width, height, description } = picture.data;
  const src = addressOf("/pictures/file", { version_id: reading.version_id });
  const sheet: Sheet = { noun: "picture", page: 0, ofId: reading.version_id, src, width, height, alt: description || `The picture ${reading.name}. It is not described yet.` };
  const shown = picture.data;
  return <SheetDesk {...props} sheet={sheet} head={(closed) => <Head reading={reading} picture={shown} closed={closed} />} />;
}

function Head({ reading, picture, closed }: { reading: ReadingView; picture: PictureView; closed: string }) {
  return (
    <header className="picture-head">
      <h1 className="serif desk-title">{reading.title}</h1>
      <p className="t13 soft">{[reading.case_name, `${picture.width} by ${picture.height} pixels`].filter(Boolean).join(" · ")} · <Link to={`/sources/${reading.source_id}`}>about this source</Link></p>
      <p className="t13 picture-described">{picture.description || <span className="soft">Not described yet. <Link to={`/sources/${reading.source_id}/picture`}>Say what is to be seen</Link>, for who does not see it.</span>}</p>
      {reading.losses.length > 0 ? <p className="t13 soft">{reading.losses.join(" ")}</p> : null}
      <div role="status">{closed ? <p className="t13 desk-closed">{closed}</p> : null}</div>
    </header>
  );
}
