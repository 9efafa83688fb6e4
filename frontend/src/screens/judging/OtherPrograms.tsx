import { CodeName, coefficient, Section, Table, type Column } from "../../components";
import { figureOf } from "./figures";
import type { CodeFiguresView, FiguresView } from "./types";

type Theirs = CodeFiguresView["theirs"][number];

/** What other programs print for the same two readings: theirs by name, ours beside it, and why they differ. */
export function OtherPrograms({ figures }: { figures: FiguresView }) {
  const rows = figures.codes.filter((one) => one.theirs.length > 0);
  const programs = rows[0]?.theirs ?? [];
  if (programs.length === 0) return null;
  return (
    <details className="other-programs">
      <summary>What NVivo, MAXQDA, ATLAS.ti and QualCoder would print</summary>
      <Section title="Theirs, by their names" aside="over every character of the texts, speakers’ names included; MAXQDA over passages that share nine tenths">
        <Table<CodeFiguresView> dense caption="What other programs print for the same readings" rows={rows} rowId={(one) => one.code_id} columns={columnsOf(programs)} />
        <ul className="other-why">
          {programs.map((one) => <li key={one.program}><b>{one.program} {one.called}</b>: {one.differs}.</li>)}
        </ul>
      </Section>
    </details>
  );
}

function columnsOf(programs: readonly Theirs[]): readonly Column<CodeFiguresView>[] {
  return [
    { id: "code", head: "Code", names: true, cell: (one) => <CodeName id={one.key} name={one.name} family={one.family} /> },
    { id: "ours", head: "Cohen’s κ, ours", number: true, cell: (one) => <b>{shown(figureOf(one.figures, "cohen_kappa"))}</b> },
    ...programs.map((each): Column<CodeFiguresView> => ({
      id: each.program,
      head: `${each.program} ${each.called}`,
      number: true,
      cell: (one) => shown(one.theirs.find((their) => their.program === each.program)),
    })),
  ];
}

function shown(figure: { readonly value: number | null; readonly undefined: string | null } | undefined): React.ReactNode {
  return figure?.value == null ? <span className="soft">{figure?.undefined ? "undefined" : "–"}</span> : coefficient(figure.value);
}
