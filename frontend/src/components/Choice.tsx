import type { ReactNode } from "react";
import {
  Button,
  Checkbox as AriaCheckbox,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Select as AriaSelect,
  SelectValue,
  type Key,
} from "react-aria-components";

import { classes } from "./classes";
import { KeyCap } from "./KeyCap";
import "./Choice.css";

export interface Option<K extends string = string> {
  readonly id: K;
  readonly label: string;
  readonly about?: string;
  readonly keys?: string;
  readonly disabled?: boolean;
}

export interface SelectProps<K extends string> {
  readonly label: string;
  readonly value: K | null;
  readonly onChange: (value: K) => void;
  readonly options: readonly Option<K>[];
  readonly placeholder?: string;
  readonly disabled?: boolean;
  /** In a line of words: "Unit character ⌄". Else a field with its label above. */
  readonly inline?: boolean;
  /** Where what stands before it says the same: read out, and not shown. */
  readonly unseenLabel?: boolean;
}

/** One of a list that is not worth showing whole. With nothing to choose from yet, it cannot be pressed. */
export function Select<K extends string>({ label, value, onChange, options, placeholder = "Choose", disabled, inline, unseenLabel }: SelectProps<K>) {
  return (
    <AriaSelect
      className={classes("select", inline && "select-inline")}
      value={value}
      onChange={(key: Key | null) => key !== null && onChange(key as K)}
      isDisabled={disabled === true || options.length === 0}
      placeholder={placeholder}
    >
      <Label className={unseenLabel ? "unseen" : "field-label"}>{label}</Label>
      <Button className="select-button">
        <SelectValue className="select-value">{({ selectedText }) => selectedText || <span className="soft">{placeholder}</span>}</SelectValue>
        <span className="caret-down" aria-hidden="true" />
      </Button>
      <Popover className="float select-float">
        <ListBox className="options" items={options as Option<K>[]}>
          {(option) => (
            <ListBoxItem className="option" id={option.id} textValue={option.label} isDisabled={option.disabled === true}>
              <span className="option-label">{option.label}</span>
              {option.about ? <span className="option-about">{option.about}</span> : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export interface CheckboxProps {
  readonly children: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Some of what stands below it. */
  readonly some?: boolean;
  readonly disabled?: boolean;
  readonly about?: ReactNode;
}

export function Checkbox({ children, checked, onChange, some, disabled, about }: CheckboxProps) {
  return (
    <AriaCheckbox className="checkbox" isSelected={checked} isIndeterminate={some === true} onChange={onChange} isDisabled={disabled === true}>
      <span className="checkbox-box" aria-hidden="true" />
      <span>
        {children}
        {about ? <span className="checkbox-about">{about}</span> : null}
      </span>
    </AriaCheckbox>
  );
}

export interface OptionRowProps<K extends string> {
  readonly label: string;
  readonly value: K | null;
  readonly onChange: (value: K) => void;
  readonly options: readonly Option<K>[];
  /** row: decisions side by side. list: one below the other, with a sentence each. segments: two to four views of the same. */
  readonly layout?: "row" | "list" | "segments";
  readonly showLabel?: boolean;
  readonly disabled?: boolean;
}

/** One of a few, each with its key; bind the keys with useKeys. The chosen one is ink on paper, inverted. */
export function OptionRow<K extends string>({ label, value, onChange, options, layout = "row", showLabel, disabled }: OptionRowProps<K>) {
  return (
    <RadioGroup
      className={classes("option-row", `option-${layout}`)}
      value={value}
      onChange={(chosen) => onChange(chosen as K)}
      isDisabled={disabled === true}
      orientation={layout === "list" ? "vertical" : "horizontal"}
      {...(showLabel ? {} : { "aria-label": label })}
    >
      {showLabel ? <Label className="field-label">{label}</Label> : null}
      <div className="option-row-options">
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className="option-choice" isDisabled={option.disabled === true}>
            {option.keys ? <KeyCap keys={option.keys} /> : null}
            <span className="option-words">
              {option.label}
              {option.about ? <span className="option-about">{option.about}</span> : null}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
