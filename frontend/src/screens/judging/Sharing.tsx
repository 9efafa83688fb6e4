import { Checkbox, Field, OptionRow, Reading, Section, Select } from "../../components";
import { useRead } from "../../state";
import { drawOf, sharedOut, wrongWith, type DrawAsked, type How, type Plan } from "./sharing";
import type { DrawView, SourceRow } from "./types";
import { listed, many } from "./words";

interface SharingProps {
  readonly readers: readonly { readonly id: string; readonly name: string }[];
  readonly sources: readonly SourceRow[];
  readonly plan: Plan;
  readonly onPlan: (plan: Plan) => void;
}

/** Whether all read all or some of it, and what is left to chance: the draw is shown before anything is started. */
export function Sharing({ readers, sources, plan, onPlan }: SharingProps) {
  const set = (change: Partial<Plan>): void => onPlan({ ...plan, ...change });
  const asked = drawOf(plan, readers.length);
  const wrong = wrongWith(plan, readers.length);
  return (
    <Section title="Who reads which">
      <Ways readers={readers} sources={sources} plan={plan} set={set} />
      <div className="start-draw">
        <Checkbox checked={plan.sampled} onChange={(sampled) => set({ sampled, how: sampled && plan.how === "some" ? "all" : plan.how })} about="From the interviews chosen above, the same share of each team, role or whatever you tell them apart by.">Draw a sample by chance</Checkbox>
        {plan.sampled ? <Strata plan={plan} set={set} /> : null}
        {asked ? <Field label="Seed" type="number" value={plan.seed} onChange={(seed) => set({ seed })} about="The same seed draws the same again. It is kept with the round and printed." /> : null}
        {asked && wrong ? <p className="t13">{wrong}</p> : null}
        {asked && !wrong && readers.length > 0 && sources.length > 0 ? <Drawn asked={asked} readers={readers} sources={sources} /> : null}
      </div>
    </Section>
  );
}

type Set = (change: Partial<Plan>) => void;

function Ways({ readers, sources, plan, set }: Omit<SharingProps, "onPlan"> & { set: Set }) {
  if (readers.length < 2) return null;
  const shares = sharedOut(readers.map((one) => one.id), sources, plan.how, Number(plan.byAll) || 0);
  const names = new Map(readers.map((one) => [one.id, one.name]));
  const options = [
    { id: "all" as const, label: "All read everything" },
    ...(readers.length > 2 ? [{ id: "some of them" as const, label: "Each interview by some of the readers", about: "Given out by chance with even loads, so that every two readers share some." }] : []),
    ...(plan.sampled ? [] : [{ id: "some" as const, label: "Some by all, the rest by one", about: "What one reads alone is in no comparison; it is not a difference." }]),
  ];
  return (
    <>
      <OptionRow<How> label="Who reads which" layout="list" value={plan.how === "some of them" && readers.length < 3 ? "all" : plan.how} onChange={(how) => set({ how })} options={options} />
      {plan.how === "some of them" && readers.length > 2 ? <Field label="Readers for each interview" type="number" value={plan.k} onChange={(k) => set({ k })} /> : null}
      {plan.how === "some" ? <Field label="Interviews that all read" type="number" value={plan.byAll} onChange={(byAll) => set({ byAll })} about="Spread over the teams." /> : null}
      {shares.length > 0 ? <p className="t13 soft">{listed(shares.map((one) => `${names.get(one.judge_id) ?? ""} reads ${many(one.source_ids.length, "interview")}`))}.</p> : null}
    </>
  );
}

function Strata({ plan, set }: { plan: Plan; set: Set }) {
  const attributes = useRead("/attributes");
  const known = (attributes.data ?? []).filter((one) => one.privacy !== "direct");
  return (
    <>
      <Select
        label="The same share of each"
        value={plan.by || "-"}
        onChange={(by) => set({ by: by === "-" ? "" : by })}
        options={[
          { id: "case", label: "Team" },
          { id: "role", label: "Role of who is heard" },
          ...known.map((one) => ({ id: one.id, label: one.name })),
          { id: "-", label: "Not told apart" },
        ]}
      />
      <Field label="Share of each, in per cent" type="number" value={plan.percent} onChange={(percent) => set({ percent })} about="Rounded up, so that at least one of each is read." />
    </>
  );
}

function Drawn({ asked, readers, sources }: { asked: DrawAsked; readers: SharingProps["readers"]; sources: readonly SourceRow[] }) {
  const draw = useRead("/rounds/draw", { ...asked, judge_ids: readers.map((one) => one.id), source_ids: sources.map((one) => one.id) }, { keepPrevious: true });
  return <Reading of={draw}>{(made) => <DrawTold draw={made} sources={sources} />}</Reading>;
}

/** A draw in words, and which interviews it is. */
export function DrawTold({ draw, sources }: { draw: DrawView; sources: readonly SourceRow[] }) {
  const names = new Map(sources.map((one) => [one.id, one.title || one.name]));
  return (
    <div className="drawn">
      <p className="t13" role="status">{draw.text}</p>
      <details>
        <summary>Which interviews</summary>
        <dl className="drawn-strata">
          {draw.strata.map((one) => (
            <div key={one.name}>
              <dt>{draw.by ? one.name : "Drawn"}</dt>
              <dd>{listed(one.source_ids.map((id) => names.get(id) ?? "an interview"))}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
