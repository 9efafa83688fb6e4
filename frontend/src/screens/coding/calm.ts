/** Reading without codes: the key and the commands of it. */

import { useCommands, useKeys } from "../../state";
import { useReadState } from "../corpus/readBy";
import type { Desk } from "./useDesk";

export function useCalmKeys(desk: Desk, calm: boolean, onCalm: (calm: boolean) => void): void {
  const { reading, view } = desk;
  const { read, may, say } = useReadState(reading.source_id);
  const turn = (): void => {
    desk.setPicking(null);
    desk.setOpened(null);
    desk.stepping.set(false);
    view.current?.focusCoding(null);
    onCalm(!calm);
    view.current?.announce(calm ? "codes are shown" : "the words alone, without codes");
  };
  const label = calm ? "Show the codes again" : "Read without codes";
  useKeys("Reading", [{ keys: "V", label, run: turn }]);
  useCommands([
    { id: "read without codes", label, group: "This interview", keys: "V", also: "reading mode calm stripes labels", run: turn },
    ...(may ? [{ id: "mark read", label: read ? "Not read after all" : "I have read this interview", group: "This interview", also: "mark as read done", run: () => say(!read) }] : []),
  ]);
}
