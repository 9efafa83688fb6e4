import { classes } from "../../components";
import { nameOf } from "./placing";
import type { Level, ThingView } from "./types";

/** What a level means, with its example and what is not it. */
export function LevelWords({ level, id }: { level: Level; id?: string }) {
  return (
    <div className="placing-words" {...(id ? { id } : {})}>
      {level.definition ? <p>{level.definition}</p> : <p className="soft">It has no definition.</p>}
      {level.example ? <p><span className="label">For example</span> {level.example}</p> : null}
      {level.non_example ? <p><span className="label">Not</span> {level.non_example}</p> : null}
    </div>
  );
}

/** Something to be placed, with what is known of it. */
export function Thing({ thing, kind, at }: { thing: ThingView; kind: string; at?: string }) {
  return (
    <article className="placing-thing" aria-label={nameOf(thing)}>
      <p className="label num">{[kind, thing.key, at].filter(Boolean).join(" · ")}</p>
      <h1 className={classes("title serif", !thing.name && "soft")}>{nameOf(thing)}</h1>
      <dl className="placing-told">
        {thing.told.map(([label, words]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
