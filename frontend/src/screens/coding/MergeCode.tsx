import { useState } from "react";

import { Button, CodeName, Dialog, Field } from "../../components";
import { useWrite } from "../../state";
import { searchCodes } from "./codeSearch";
import type { CodeView } from "./types";

/** Into which code another goes. */
export function MergeCode({ code, codes, onClose }: { code: CodeView; codes: readonly CodeView[]; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const merge = useWrite("/codes/merge", { topics: ["codes", "codings", "passages"] });
  const others = searchCodes(codes.filter((one) => one.id !== code.id), typed, []).slice(0, 8);
  const into = (other: CodeView): void => {
    merge.mutate({ id: code.id, into_id: other.id });
    onClose();
  };
  return (
    <Dialog title={`Merge ${code.name}`} open onClose={onClose}>
      <p className="t13 soft">Its passages get the other code, and it is put out of use. Ctrl Z takes it back.</p>
      <Field label="Into which code" value={typed} onChange={setTyped} autoFocus onEnter={() => others[0] && into(others[0].code)} />
      <ul className="merge-list">
        {others.map(({ code: other }) => (
          <li key={other.id}>
            <Button kind="quiet" onPress={() => into(other)}><CodeName name={other.name} id={other.key} family={other.family} /></Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
