import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs, type Key } from "react-aria-components";

import "./Tabs.css";

export interface TabItem {
  readonly id: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly content: ReactNode;
}

/** Several pages in one place; a number after the word counts what is inside. */
export function Tabs({ label, items, value, onChange }: { label: string; items: readonly TabItem[]; value?: string; onChange?: (id: string) => void }) {
  const controlled = value === undefined ? {} : { selectedKey: value };
  return (
    <AriaTabs className="tabs" {...controlled} onSelectionChange={(key: Key) => onChange?.(String(key))}>
      <TabList className="tabs-list" aria-label={label}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className="tab">
            {item.label}
            {item.count === undefined ? null : <span className="tab-count num">{item.count}</span>}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className="tab-panel">
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
