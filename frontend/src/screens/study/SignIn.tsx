import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { post } from "../../api/client";
import { told } from "../../api/problem";
import { Button, Field, Notice, OptionRow, Reading, Screen } from "../../components";
import { outbox, useSession, type Session } from "../../state";
import "./SignIn.css";

/** Who are you: choose a name where names may be shown, else type it; the password where there is one. */
export function SignIn() {
  const session = useSession();
  return (
    <Screen title="Sign in" className="sign-in">
      <h1 className="serif t34 strong">Anselm</h1>
      <Reading of={session}>{(data) => <Form session={data} />}</Reading>
    </Screen>
  );
}

function Form({ session }: { session: Session }) {
  const client = useQueryClient();
  const [who, setWho] = useState<string | null>(session.people.length === 1 ? (session.people[0]?.id ?? null) : null);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const listed = session.people.length > 0;
  const person = session.people.find((one) => one.id === who);
  const asksPassword = !person?.enters;
  // Without a password, and not come by the link, nobody gets in here: say what does.
  const onlyByLink = person !== undefined && !person.enters && !person.has_password;
  const ready = listed ? who !== null : name.trim() !== "";

  const enter = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready || busy) return;
    setBusy(true);
    setError(null);
    try {
      // Nothing that somebody else wrote here may be sent under the name of whoever comes in now.
      await outbox().belongTo("");
      await post("/session/sign-in", { researcher_id: listed ? who : name.trim(), password });
      await client.resetQueries();
    } catch (failed) {
      setError(failed);
      setPassword("");
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="sign-in-form" onSubmit={(event) => void enter(event)}>
      {listed ? (
        <OptionRow label="Who are you" showLabel layout="list" value={who} onChange={setWho} options={session.people.map(({ id, name: label }) => ({ id, label }))} />
      ) : (
        <Field label="Your name, as the study knows it" value={name} onChange={setName} autoComplete="username" autoFocus required />
      )}
      {onlyByLink ? (
        <Notice kind="plain" fact={`${person.name} has no password yet, so only the link opens this study.`} meaning="Open the last link that Anselm printed where it runs: each works one time, and the next is printed when one was used. Then set a password under Plan, Team, and this page will take it." />
      ) : null}
      {asksPassword && !onlyByLink && (!listed || person) ? (
        <Field key={who ?? ""} label="Password" type="password" value={password} onChange={setPassword} autoComplete="current-password" autoFocus={listed} />
      ) : null}
      {error ? <Notice fact={told(error).fact} meaning={told(error).advice} urgent /> : null}
      {onlyByLink ? null : <Button kind="primary" type="submit" busy={busy && "Signing in …"} disabled={!ready}>Sign in</Button>}
      {!session.present && !onlyByLink ? (
        <p className="t13 soft">
          On the computer where the study lies, the link that <code>anselm serve</code> prints opens it at once. Each link works one time; when one was used, the next is printed there.
        </p>
      ) : null}
    </form>
  );
}
