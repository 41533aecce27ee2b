import { Dialog } from '../../design/dialog.tsx';
import { Kbd } from '../../design/kbd.tsx';
import { shortcutGroups } from '../../design/shortcuts/registry.ts';
import { useWords } from '../../i18n/words.ts';

/** All keys that work on this page just now. */
export default function ShortcutSheet({ onClose }: { onClose(): void }) {
  const t = useWords('palette');
  const common = useWords('common');
  const groups = shortcutGroups()
    // A part that is shown twice, as the conversation beside the small window, says its keys once.
    .map(({ scope, shortcuts }) => ({
      scope,
      shortcuts: [...new Map(shortcuts.map((one) => [one.keys, one])).values()],
    }))
    .filter(({ shortcuts }) => shortcuts.length > 0);
  return (
    <Dialog
      open
      onClose={onClose}
      title={common('nav.shortcuts')}
      description={t('shortcuts.help')}
      closeLabel={common('close')}
      plain
    >
      <div className="flex flex-col gap-6">
        {groups.map(({ scope, shortcuts }) => (
          <section key={scope.id}>
            <h3 className="mb-2 text-13 text-muted">{scope.title}</h3>
            <dl className="divide-y divide-line">
              {shortcuts.map(({ keys, label }) => (
                <div key={keys} className="flex items-center justify-between gap-4 py-2">
                  <dt className="text-strong">{label}</dt>
                  <dd className="shrink-0">
                    <Kbd keys={keys} names={{ space: t('shortcuts.space') }} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
