import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";

import { Refusal } from "../api/problem";
import { usePlace } from "../state/router";
import { Link } from "./Link";
import { RefusalNotice } from "./Notice";
import { STAGES } from "./stages";

/** What a read gives, once it is there; the reason and a way out where it is refused. */
export function Reading<T>({ of, children, waiting }: { of: UseQueryResult<T>; children: (data: T) => ReactNode; waiting?: ReactNode }) {
  const { data, error, refetch } = of;
  if (data !== undefined) return <>{children(data)}</>;
  if (error) return <RefusalNotice error={error} retry={() => void refetch()}><WayOut error={error} /></RefusalNotice>;
  return <>{waiting ?? <Waiting />}</>;
}

/** From the page of something that is gone one can go on to what is there. */
function WayOut({ error }: { error: unknown }) {
  const { path } = usePlace();
  const stage = STAGES.find((one) => path.startsWith(`${one.to}/`));
  return stage && error instanceof Refusal && error.status === 404 ? <Link to={stage.to}>Go to the start of this stage</Link> : null;
}

const PATIENCE = 400;

/** Says that something is being read, but not where it is there in a moment anyway. */
export function Waiting({ words = "Reading …" }: { words?: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className="soft" role="status">
      {late ? words : ""}
    </p>
  );
}
