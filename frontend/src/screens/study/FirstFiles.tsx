import { Button, DropZone, FileList } from "../../components";
import { navigate, useMay, type Importing } from "../../state";

/** The first thing in a study without sources: a place for transcripts. It stays while it tells how each file fared. */
export function FirstFiles({ importing, offer }: { importing: Importing; offer: boolean }) {
  const may = useMay("field");
  const taken = importing.files.filter((one) => one.state === "accepted").length;
  return (
    <>
      {offer && may ? (
        <DropZone
          large
          title={<><span className="by-pointer">Drop transcripts here</span><span className="by-touch">Add transcripts</span></>}
          about="Word, OpenDocument, Rich Text, PDF, web pages, plain text or subtitles, one file or a folder of them. Speakers and times are read from the file. Nothing leaves this computer."
          keys="I"
          onFiles={importing.add}
        />
      ) : null}
      {offer && !may ? <p className="home-why">No transcript is in this study yet. Whoever leads it can add some.</p> : null}
      <FileList files={importing.files} onStop={importing.stop}>
        {importing.running ? null : (
          <div className="home-taken">
            {taken > 0 ? <Button onPress={() => navigate("/code")}>Read and code</Button> : null}
            <Button kind="quiet" onPress={importing.clear}>Put this list away</Button>
          </div>
        )}
      </FileList>
    </>
  );
}
