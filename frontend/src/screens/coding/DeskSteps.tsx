import { Button, KeyCap } from "../../components";
import { useStore } from "../../state";
import type { SteppingHands } from "./stepping";
import type { Desk } from "./useDesk";
import "./DeskSteps.css";

/** While one goes turn by turn: that it is so, and the ways on, back and out. */
export function DeskSteps({ desk, hands }: { desk: Desk; hands: SteppingHands }) {
  const on = useStore(desk.stepping);
  if (!on) return null;
  const end = (): void => {
    const at = desk.caretAt.current;
    desk.view.current?.select({ start: at, end: at });
    desk.stepping.set(false);
    desk.view.current?.focus();
  };
  return (
    <div className="desk-steps t13" role="group" aria-label="Turn by turn">
      <span>Turn by turn: one key codes, and the next turn is selected.</span>
      <Button kind="quiet" onPress={() => hands.stepTurn(false)}>Turn before <KeyCap keys="Shift U" /></Button>
      <Button kind="quiet" onPress={() => hands.stepTurn(true)}>Next turn <KeyCap keys="U" /></Button>
      <Button kind="quiet" onPress={end}>End <KeyCap keys="Esc" /></Button>
    </div>
  );
}
