import { useState } from "react";

import type { components } from "../../api/schema";
import { Button, Dialog, Field, Menu, Reading, Section, Select, Table, type MenuAction, type Option } from "../../components";
import { newId, useMay, useRead, useViewer, useWrite, type Refusal } from "../../state";

type Researcher = components["schemas"]["ResearcherView"];
type Role = components["schemas"]["Role"];
type Asking = { readonly what: "add" } | { readonly what: "change" | "password" | "end"; readonly who: Researcher };

const ROLES: readonly Option<Role>[] = [
  { id: "lead", label: "leads", about: "everything but accounts" },
  { id: "coder", label: "codes", about: "reads, codes, writes memos and the report" },
  { id: "adjudicator", label: "settles", about: "decides where readings differ" },
  { id: "interviewer", label: "interviews", about: "adds people, consent and transcripts" },
  { id: "auditor", label: "looks in", about: "reads, changes nothing" },
  { id: "owner", label: "owns the study", about: "everything, accounts included" },
];

const roleLabel = (role: Role): string => ROLES.find((one) => one.id === role)?.label ?? role;

/** Who is in the team, what each does, and where they stand towards the people studied. */
export function Team() {
  const team = useRead("/researchers");
  const mayAll = useMay("admin");
  const me = useViewer().researcher_id;
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = (): void => setAsking(null);
  const actions = (who: Researcher): readonly MenuAction[] => [
    { id: "change", label: "Change", run: () => setAsking({ what: "change", who }) },
    { id: "password", label: who.id === me ? "Change my password" : "Give a new password", run: () => setAsking({ what: "password", who }) },
    ...(who.id === me ? [] : [{ id: "end", label: "End the account", about: "What they did stays theirs", care: true, apart: true, run: () => setAsking({ what: "end", who }) }]),
  ];
  return (
    <Section title="Who is in the team">
      <Reading of={team}>
        {(people) => (
          <Table
            caption="Researchers"
            rows={people.filter((one) => !one.ended)}
            rowId={(one) => one.id}
            columns={[
              { id: "name", head: "Name", names: true, cell: (one) => one.name },
              { id: "roles", head: "Does", cell: (one) => one.roles.map(roleLabel).join(", ") },
              { id: "ties", head: "Ties to the people studied", wideOnly: true, cell: (one) => one.ties || <span className="faint">not told</span> },
              ...(mayAll ? [{ id: "do", head: <span className="unseen">Actions</span>, number: true, cell: (one: Researcher) => <Menu label={`More about ${one.name}`} actions={actions(one)}>More</Menu> }] : []),
            ]}
          />
        )}
      </Reading>
      {mayAll ? <Button kind="quiet" onPress={() => setAsking({ what: "add" })}>Add somebody</Button> : <Button kind="quiet" onPress={() => setAsking({ what: "password", who: (team.data ?? []).find((one) => one.id === me) ?? NOBODY })}>Change my password</Button>}
      <Dialog title="Add somebody" open={asking?.what === "add"} onClose={close}><PersonForm onDone={close} /></Dialog>
      <Dialog title={asking?.what === "change" ? asking.who.name : ""} open={asking?.what === "change"} onClose={close}>
        {asking?.what === "change" ? <PersonForm who={asking.who} onDone={close} /> : null}
      </Dialog>
      <Dialog title="A new password" open={asking?.what === "password"} onClose={close}>
        {asking?.what === "password" ? <PasswordForm who={asking.who} onDone={close} /> : null}
      </Dialog>
      {asking?.what === "end" ? <Ending who={asking.who} onDone={close} /> : null}
    </Section>
  );
}

const NOBODY: Researcher = { id: "", name: "", initials: "", key: "", roles: [], credentials: "", training: "", ties: "", ended: false, named_in: "" };

function PersonForm({ who, onDone }: { who?: Researcher; onDone: () => void }) {
  const [name, setName] = useState(who?.name ?? "");
  const [role, setRole] = useState<Role>(who?.roles[0] ?? "coder");
  const [training, setTraining] = useState(who?.training ?? "");
  const [ties, setTies] = useState(who?.ties ?? "");
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<Refusal | null>(null);
  const shows = { topics: ["researchers", "home"], onDone, onRefused: (refusal: Refusal) => { setWrong(refusal); return true; } };
  const ofPassword = wrong?.problem.place === "password";
  const add = useWrite("/researchers/add", { ...shows, secret: true });
  const change = useWrite("/researchers/change", shows);
  const keep = (): void => {
    const said = { name: name.trim(), training: training.trim(), ties: ties.trim() };
    // Further roles somebody has stay; the first is what they mainly do.
    if (who) change.mutate({ id: who.id, ...said, roles: [role, ...who.roles.slice(1).filter((one) => one !== role)] });
    else add.mutate({ id: newId(), ...said, roles: [role], password });
  };
  return (
    <form className="plan-form" onSubmit={(event) => { event.preventDefault(); keep(); }}>
      <Field label="Name" value={name} onChange={setName} autoFocus required maxLength={200} wrong={!ofPassword && wrong?.message} />
      <Select label="Does" value={role} onChange={setRole} options={ROLES} />
      <Field label="Training" value={training} onChange={setTraining} maxLength={1000} />
      <Field label="Ties to the people studied" value={ties} onChange={setTies} about="Reporting guidelines ask for it: colleague, patient, stranger." maxLength={1000} />
      {who ? null : <Field label="A password to begin with" type="password" value={password} onChange={setPassword} autoComplete="new-password" about="Ten characters or more. Without one they cannot sign in by themselves." wrong={ofPassword && wrong?.message} />}
      <div><Button kind="primary" type="submit" disabled={!name.trim()} busy={(add.isPending || change.isPending) && "Keeping …"}>{who ? "Change" : "Add to the team"}</Button></div>
    </form>
  );
}

function PasswordForm({ who, onDone }: { who: Researcher; onDone: () => void }) {
  const me = useViewer().researcher_id;
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState("");
  const set = useWrite("/researchers/password", { secret: true, onDone, onRefused: (refusal) => { setWrong(refusal.message); return true; } });
  return (
    <form className="plan-form" onSubmit={(event) => { event.preventDefault(); set.mutate({ id: who.id, password }); }}>
      <p>For {who.id === me ? "yourself" : who.name}. Every other browser is signed out.</p>
      <Field label="New password" type="password" value={password} onChange={setPassword} autoComplete="new-password" about="Ten characters or more; a few words in a row are easy to remember." wrong={wrong} />
      <div><Button kind="primary" type="submit" disabled={password.length === 0} busy={set.isPending && "Setting …"}>Set the password</Button></div>
    </form>
  );
}

function Ending({ who, onDone }: { who: Researcher; onDone: () => void }) {
  const end = useWrite("/researchers/end", { topics: ["researchers"], onDone });
  return (
    <Dialog
      grave
      open
      title={`End the account of ${who.name}?`}
      onClose={onDone}
      actions={<><Button kind="care" onPress={() => end.mutate({ id: who.id })}>End the account</Button><Button kind="quiet" onPress={onDone}>Leave it</Button></>}
    >
      They can no longer sign in. What they coded, wrote and decided stays, under their name.
    </Dialog>
  );
}
