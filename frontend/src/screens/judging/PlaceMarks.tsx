import { listed, many } from "./words";

export interface Met {
  readonly n_met: number;
  readonly n_by: readonly number[];
  readonly n_boundary: number;
  readonly n_other_code: number;
}

type Kind = "alike" | "ends" | "other" | number;

const MOST = 60;

/** One mark a place, a bar for each reader in their order: full where they marked it, short where it ends elsewhere,
    hollow where it is another code, a dash where they did not mark it. */
export function PlaceMarks({ met, who }: { met: Met; who: readonly string[] }) {
  const kinds: Kind[] = [
    ...Array<Kind>(met.n_met).fill("alike"),
    ...Array<Kind>(met.n_boundary).fill("ends"),
    ...Array<Kind>(met.n_other_code).fill("other"),
    ...met.n_by.flatMap((n, at) => Array<Kind>(n).fill(at)),
  ];
  if (kinds.length === 0) return <span className="soft">nothing marked</span>;
  return (
    <span className="places" role="img" aria-label={said(met, who)}>
      {kinds.slice(0, MOST).map((kind, at) => <Mark key={at} kind={kind} n={who.length} />)}
      {kinds.length > MOST ? <span className="t11 soft">+{kinds.length - MOST}</span> : null}
    </span>
  );
}

function Mark({ kind, n }: { kind: Kind; n: number }) {
  return (
    <span className="place" aria-hidden="true">
      {Array.from({ length: Math.max(n, 2) }, (_, at) => (
        <i key={at} className={`bar bar-${barOf(kind, at)}`} />
      ))}
    </span>
  );
}

function barOf(kind: Kind, at: number): string {
  if (typeof kind === "number") return kind === at ? "full" : "none";
  if (kind === "alike" || at === 0) return "full";
  return kind === "ends" ? "short" : "hollow";
}

function said(met: Met, who: readonly string[]): string {
  const parts = [
    met.n_met ? `${met.n_met} alike` : "",
    met.n_boundary ? `${met.n_boundary} with other ends` : "",
    met.n_other_code ? `${met.n_other_code} with another code` : "",
    ...met.n_by.map((n, at) => (n ? `${n} by ${who[at] ?? "one reader"} only` : "")),
  ].filter(Boolean);
  return `${many(met.n_met + met.n_boundary + met.n_other_code + met.n_by.reduce((sum, n) => sum + n, 0), "place")}: ${listed(parts)}`;
}

/** What the marks mean, in words beside each. */
export function Legend({ who }: { who: readonly string[] }) {
  const entries: readonly (readonly [Kind, string])[] = [
    ["alike", "alike"],
    ["ends", "same code, ends differ"],
    ["other", "same words, other code"],
    ...who.map((initials, at) => [at, `${initials} only`] as const),
  ];
  return (
    <p className="places-legend">
      {entries.map(([kind, words]) => (
        <span key={words}><Mark kind={kind} n={who.length} /> {words}</span>
      ))}
    </p>
  );
}
