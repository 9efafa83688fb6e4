import { useRef, useState } from "react";

import { Button, Dialog, TextArea } from "../../components";
import { liveText, type Live } from "./markdown";
import type { QuotationView } from "./types";

const OUT = "[…]";

interface EditQuotationProps {
  readonly quotation: QuotationView;
  readonly live: Live;
  readonly onKeep: (words: string) => void;
  readonly onClose: () => void;
}

/** What a report prints of a passage: words left out and words of one's own show as such, nothing else may differ. */
export function EditQuotation({ quotation, live, onKeep, onClose }: EditQuotationProps) {
  const [words, setWords] = useState(live.words || quotation.printed);
  const area = useRef<HTMLTextAreaElement>(null);
  const inPlace = (put: string, caret: number): void => {
    const field = area.current;
    if (!field) return;
    const { selectionStart: from, selectionEnd: to } = field;
    const next = `${words.slice(0, from)}${put}${words.slice(to)}`;
    setWords(next);
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(from + caret, from + caret);
    });
  };
  const bare = words.trim();
  const keep = (): void => onKeep(liveText("quote", live.key, bare === quotation.printed ? "" : bare));
  return (
    <Dialog
      title={`What is printed of ${quotation.label}`}
      open
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onPress={keep} reason={!bare ? "Something of the passage must be printed." : /[{}]/.test(bare) ? "Braces cannot stand in a quotation." : null}>Print it so</Button>
          <Button kind="quiet" onPress={onClose}>Leave it as it was</Button>
        </>
      }
    >
      <div className="stack">
        <p className="t13 soft">Select words and leave them out, or put a wider word in their place. Letters that are neither left out nor in brackets must be those of the passage; a release checks it.</p>
        <TextArea label="Printed" serif rows={6} areaRef={area} value={words} onChange={setWords} />
        <p className="claim-ways">
          <Button onPress={() => inPlace(OUT, OUT.length)}>Leave the selected words out</Button>
          <Button onPress={() => inPlace(`${OUT} []`, OUT.length + 2)}>Put others in brackets</Button>
          <Button kind="quiet" onPress={() => setWords(quotation.words)}>The whole passage</Button>
        </p>
        <p className="t12 soft">The passage: {quotation.words}</p>
      </div>
    </Dialog>
  );
}
