import { Find } from "./Find";

/** The address `/find`. */
export default function FindWords() {
  return <Find />;
}
