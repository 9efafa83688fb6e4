import { Button, KeyCap, slotOf } from "../../components";
import { useStore } from "../../state";
import { usedLast } from "./recentCodes";
import type { DeskHands } from "./useDeskHands";
import type { Desk } from "./useDesk";
import "./DeskSteps.css";

/** The numbers go to nine; more than these nobody reads while reading. */
const SHOWN = 5;

/** While one goes turn by turn: which number gives which code, and the ways on, back and out. */
export function DeskSteps({ desk, hands }: { desk: Desk; hands: DeskHands }) {
  const on = useStore(desk.stepping);
  if (!on) return null;
  const used = usedLast(desk.codes, desk.recent.ids).slice(0, SHOWN);
  const end = (): void => {
    const at = desk.caretAt.current;
    desk.view.current?.select({ start: at, end: at });
    desk.stepping.set(false);
    desk.view.current?.focus();
  };
  return (
    <div className="desk-steps t13" role="group" aria-label="Turn by turn">
      {used.length === 0 ? <span>Turn by turn: one key codes, and the next turn is selected.</span> : (
        <span className="desk-steps-codes" role="group" aria-label="Codes used last, by number">
          <span className="soft">Turn by turn</span>
          {used.map((code, at) => (
            <button key={code.id} type="button" className="desk-steps-code" onMouseDown={(event) => event.preventDefault()} onClick={() => hands.use(code)}>
              <KeyCap keys={String(at + 1)} /> <span className="swatch" data-family={slotOf(code.family)} aria-hidden="true" /> <span className="desk-steps-name">{code.name}</span>
            </button>
          ))}
        </span>
      )}
      <Button kind="quiet" onPress={() => hands.stepTurn(false)}>Turn before <KeyCap keys="Shift U" /></Button>
      <Button kind="quiet" onPress={() => hands.stepTurn(true)}>Next turn <KeyCap keys="U" /></Button>
      <Button kind="quiet" onPress={end}>End <KeyCap keys="Esc" /></Button>
    </div>
  );
}
