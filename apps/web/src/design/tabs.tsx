import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Such as a number of unread messages. */
  readonly badge?: ReactNode;
  readonly content: ReactNode;
}

/** Several views of one thing in one place; arrow keys walk, the chosen one is remembered outside. */
export function Tabs({
  label,
  tabs,
  value,
  onChange,
}: {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange(id: string): void;
}) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onChange(String(next))}
      className="flex min-h-0 grow flex-col"
    >
      <Base.List aria-label={label} className="flex gap-1 border-b border-line px-2">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            className="-mb-px flex min-h-(--size-control) items-center gap-2 border-b-2 border-transparent px-3 text-14 font-semibold text-muted transition-colors hover:text-strong data-active:border-accent data-active:text-strong"
          >
            {tab.icon}
            {tab.label}
            {tab.badge}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className="flex min-h-0 grow flex-col">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
