import { ArrowDownUp, LayoutGrid, ListChecks, Search, Table2 } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../design/button.tsx';
import { cx } from '../../design/cx.ts';
import { Field } from '../../design/field.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { Select } from '../../design/select.tsx';
import { useShortcuts } from '../../design/shortcuts/use-shortcuts.ts';
import { TextInput } from '../../design/text-input.tsx';
import { useWords } from '../../i18n/words.ts';
import { columns, shows } from './arrange.ts';
import type { RoomView } from './use-room-view.ts';

/** Search, filter, order and view of the rooms; the same for cards and table. */
export function RoomsToolbar({
  view,
  choosing,
  onChange,
  onChoose,
}: {
  view: RoomView;
  /** Whether rooms are being chosen. */
  choosing: boolean;
  onChange(change: Partial<RoomView>): void;
  /** Begins to choose several, or ends it; null: there is nothing to choose. */
  onChoose: (() => void) | null;
}) {
  const t = useWords('rooms');
  const search = useRef<HTMLInputElement>(null);
  useShortcuts({ id: 'rooms', title: t('keys') }, [
    { keys: '/', label: t('search'), run: () => search.current?.focus() },
  ]);
  return (
    <search className="flex flex-wrap items-center gap-2 sm:gap-3">
      <Field
        label={t('search')}
        hideLabel
        className="min-w-36 grow basis-36 sm:max-w-xs sm:basis-40"
      >
        {(control) => (
          <TextInput
            {...control}
            ref={search}
            type="search"
            value={view.query}
            placeholder={t('search')}
            icon={<Search aria-hidden="true" className="size-4" />}
            onChange={(event) => onChange({ query: event.target.value })}
          />
        )}
      </Field>
      <Segmented
        label={t('show.label')}
        value={view.show}
        segments={shows.map((value) => ({ value, label: t(`show.${value}`) }))}
        onChange={(show) => onChange({ show })}
        className="max-sm:order-last max-sm:w-full"
      />
      {/* Where not all of it fits into one line, these are the second. */}
      <div className="flex items-center gap-2 sm:ml-auto sm:gap-3">
        {onChoose && (
          <Button
            aria-pressed={choosing}
            icon={<ListChecks aria-hidden="true" className="size-4" />}
            className={cx('max-sm:px-3', choosing && 'bg-surface-3')}
            onClick={onChoose}
          >
            {/* On a phone the rooms begin a line higher. */}
            <span className="max-sm:sr-only">{t('choose')}</span>
          </Button>
        )}
        <Field label={t('sort.label')} hideLabel className="w-52 max-sm:hidden">
          {(control) => (
            <Select
              {...control}
              value={view.order.by}
              icon={<ArrowDownUp aria-hidden="true" className="size-4" />}
              choices={columns.map((value) => ({ value, label: t(`sort.${value}`) }))}
              onChange={(by) => onChange({ order: { by, reversed: false } })}
            />
          )}
        </Field>
        <Segmented
          label={t('view.label')}
          value={view.view}
          iconOnly
          segments={[
            {
              value: 'cards',
              label: t('view.cards'),
              icon: <LayoutGrid aria-hidden="true" className="size-4" />,
            },
            {
              value: 'table',
              label: t('view.table'),
              icon: <Table2 aria-hidden="true" className="size-4" />,
            },
          ]}
          onChange={(value) => onChange({ view: value })}
        />
      </div>
    </search>
  );
}
