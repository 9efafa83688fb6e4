import { navigate, usePlace } from "../state/router";
import { classes } from "./classes";
import { KeyCap } from "./KeyCap";
import { Link } from "./Link";
import { Menu, type MenuAction } from "./Menu";
import { stageTitle, type Stage } from "./stages";
import "./Rail.css";

export interface RailProps {
  readonly studyTitle: string;
  readonly reflexive: boolean;
  readonly stages: readonly Stage[];
  /** Number of things waiting for this person, by stage. */
  readonly waiting: Readonly<Record<string, number>>;
  readonly who: string;
  readonly whoActions: readonly MenuAction[];
  readonly kept: { readonly words: string; readonly care: boolean };
  readonly onFind: () => void;
}

/** Words across the top, in the order of a study's life; a number is what waits for you. */
export function Rail({ studyTitle, reflexive, stages, waiting, who, whoActions, kept, onFind }: RailProps) {
  const { path } = usePlace();
  const here = path.split("/")[1] ?? "";
  return (
    <header className="rail">
      <a className="rail-skip" href="#main">Go to the content</a>
      <Link to="/" plain className="rail-study" current={path === "/"}>{studyTitle || "Untitled study"}</Link>
      <nav className="rail-stages" aria-label="Stages of the study">
        {stages.map((stage) => (
          <Link key={stage.key} to={stage.to} plain className={classes("rail-stage", here === stage.key && "rail-here")} current={here === stage.key}>
            {stageTitle(stage, reflexive)}
            {waiting[stage.key] ? <WaitingCount count={waiting[stage.key] ?? 0} /> : null}
          </Link>
        ))}
      </nav>
      <span className={classes("rail-kept", kept.care && "rail-kept-care")} role="status">{kept.words}</span>
      <button type="button" className="rail-find" onClick={onFind} aria-keyshortcuts="Control+K">
        Find or do <KeyCap keys="Ctrl K" />
      </button>
      <Menu className="rail-who" actions={whoActions}>
        {who}
      </Menu>
      <div className="rail-narrow">
        <Menu
          className="rail-stages-menu"
          caret={false}
          actions={[
            ...stages.map((stage) => ({
              id: stage.key,
              label: stageTitle(stage, reflexive),
              about: waiting[stage.key] ? `${waiting[stage.key]} waiting` : undefined,
              run: () => navigate(stage.to),
            })),
            { id: "find", label: "Find or do", run: onFind, apart: true },
            ...whoActions,
          ]}
        >
          Stages
          <span className="rail-bars" aria-hidden="true" />
        </Menu>
      </div>
    </header>
  );
}

function WaitingCount({ count }: { count: number }) {
  return (
    <span className="rail-count">
      {count}
      <span className="unseen"> waiting</span>
    </span>
  );
}
