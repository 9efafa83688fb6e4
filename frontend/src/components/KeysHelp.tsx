import { useKeyGroups } from "../state/keys";
import { Dialog } from "./Dialog";
import { KeyCap } from "./KeyCap";
import "./KeysHelp.css";

/** `?`: the keys bound on this screen, and those that work everywhere. */
export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const groups = [...useKeyGroups()].reverse();
  return (
    <Dialog title="Keys of this screen" open={open} onClose={onClose} wide>
      <div className="keys-help">
        {groups.map((group, at) => {
          const listed = group.bindings.filter((one) => !one.unlisted);
          return listed.length === 0 ? null : (
            <table key={at}>
              <caption>{group.title}</caption>
              <tbody>
                {listed.map((one) => (
                  <tr key={one.keys + one.label}>
                    <th scope="row"><KeyCap keys={one.keys} /></th>
                    <td>{one.label}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          );
        })}
      </div>
      <p className="t13 soft keys-help-foot">Single letters work when no field has the focus. They can be turned off under How it looks.</p>
    </Dialog>
  );
}
