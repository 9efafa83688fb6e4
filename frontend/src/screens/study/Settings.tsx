import { Checkbox, Heading, OptionRow, Screen, Section } from "../../components";
import { MEASURES, READING_SIZES, usePreferences } from "../../state";
import "./Settings.css";

/** How this browser shows things; it concerns nobody else. */
export default function Settings() {
  const [looks, change] = usePreferences();
  return (
    <Screen title="How it looks" className="settings">
      <Heading title="How it looks" about="For this browser only. Nobody else in the study sees a difference." />
      <Section title="Light and dark">
        <OptionRow
          label="Light and dark"
          layout="segments"
          value={looks.theme}
          onChange={(theme) => change({ theme })}
          options={[{ id: "system", label: "As this computer" }, { id: "light", label: "Light" }, { id: "dark", label: "Dark" }]}
        />
      </Section>
      <Section title="Contrast">
        <OptionRow
          label="Contrast"
          layout="segments"
          value={looks.contrast}
          onChange={(contrast) => change({ contrast })}
          options={[{ id: "system", label: "As this computer" }, { id: "usual", label: "Usual" }, { id: "more", label: "High" }]}
        />
      </Section>
      <Section title="Size of transcripts and reports">
        <OptionRow
          label="Size of transcripts and reports, in pixels"
          layout="segments"
          value={String(looks.reading)}
          onChange={(size) => change({ reading: Number(size) })}
          options={READING_SIZES.map((size) => ({ id: String(size), label: String(size) }))}
        />
        <p className="settings-sample">This is how large the words of a transcript are, and those of the report.</p>
      </Section>
      <Section title="Length of a line">
        <OptionRow
          label="Length of a line of a transcript"
          layout="segments"
          value={String(looks.measure)}
          onChange={(measure) => change({ measure: Number(measure) })}
          options={MEASURES.map(({ measure, label }) => ({ id: String(measure), label }))}
        />
      </Section>
      <Section title="Long texts">
        <Checkbox checked={looks.sooner} onChange={(sooner) => change({ sooner })} about="A text above a megabyte is always shown in parts. From half a megabyte on parts are easier on a screen reader or an older computer.">
          Show long texts in parts sooner
        </Checkbox>
      </Section>
      <Section title="Keys">
        <Checkbox checked={looks.letters} onChange={(letters) => change({ letters })} about="They act only when no field has the focus. With these off, Ctrl K reaches everything.">
          Single letters are keys
        </Checkbox>
      </Section>
    </Screen>
  );
}
