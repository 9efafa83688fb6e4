import type { ReactNode } from "react";
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea as AriaTextArea,
  TextField,
} from "react-aria-components";

import { classes } from "./classes";
import { KeyCap } from "./KeyCap";
import "./Field.css";

export interface FieldProps {
  /** Always visible. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly about?: ReactNode;
  /** What is in the way, in words; shown under the field. */
  readonly wrong?: string | false | null | undefined;
  readonly type?: "text" | "password" | "search" | "date" | "number" | "email";
  readonly placeholder?: string;
  readonly keys?: string;
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
  readonly disabled?: boolean;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly inputRef?: React.Ref<HTMLInputElement>;
  readonly onEnter?: () => void;
  readonly onBlur?: () => void;
  readonly serif?: boolean;
  readonly className?: string;
  /** The label beside the field, not above it. */
  readonly beside?: boolean;
}

/** One line of text. */
export function Field(props: FieldProps) {
  const { label, value, onChange, about, wrong, type = "text", placeholder, keys, inputRef, onEnter, serif, className, beside } = props;
  return (
    <TextField className={classes("field", beside && "field-beside", className)} value={value} onChange={onChange} type={type} {...common(props)}>
      <Label className="field-label">{label}</Label>
      <span className="field-line">
        <Input
          ref={inputRef}
          className={classes("field-input", serif && "serif")}
          placeholder={placeholder}
          onKeyDown={(event) => {
            if (event.key === "Enter" && onEnter && !event.nativeEvent.isComposing) onEnter();
          }}
        />
        {keys ? <KeyCap keys={keys} /> : null}
      </span>
      <Under about={about} wrong={wrong} />
    </TextField>
  );
}

export interface TextAreaProps extends Omit<FieldProps, "type" | "keys" | "onEnter" | "inputRef" | "beside"> {
  readonly rows?: number;
  readonly areaRef?: React.Ref<HTMLTextAreaElement>;
}

/** Several lines; it grows with what is written. */
export function TextArea(props: TextAreaProps) {
  const { label, value, onChange, about, wrong, placeholder, rows = 3, areaRef, serif, className } = props;
  return (
    <TextField className={classes("field", className)} value={value} onChange={onChange} {...common(props)}>
      <Label className="field-label">{label}</Label>
      <AriaTextArea ref={areaRef} className={classes("field-input field-area", serif && "serif")} rows={rows} placeholder={placeholder} />
      <Under about={about} wrong={wrong} />
    </TextField>
  );
}

function common({ wrong, autoFocus, autoComplete, disabled, required, maxLength, onBlur }: Omit<FieldProps, "label">) {
  return {
    isInvalid: Boolean(wrong),
    validationBehavior: "aria" as const,
    isDisabled: disabled === true,
    isRequired: required === true,
    ...(autoFocus ? { autoFocus } : {}),
    ...(autoComplete ? { autoComplete } : {}),
    ...(maxLength ? { maxLength } : {}),
    ...(onBlur ? { onBlur } : {}),
  };
}

function Under({ about, wrong }: { about?: ReactNode; wrong?: string | false | null | undefined }) {
  return (
    <>
      {about ? <Text slot="description" className="field-about">{about}</Text> : null}
      <FieldError className="field-wrong">{wrong || undefined}</FieldError>
    </>
  );
}
