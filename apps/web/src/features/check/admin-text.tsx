import { Copy } from 'lucide-react';
import { useState } from 'react';
import type { LineFindings } from '../../data/check.ts';
import { Button } from '../../design/button.tsx';
import { copyText } from '../../design/copy-text.ts';
import { toast } from '../../design/toast.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { blockedEndpoints, firewallRules, websocketBlocked } from './verdicts.ts';

/** What is blocked, by protocol, address and port, as a text to hand on (SPEC CHECK-5). */
export function AdminText({ findings }: { findings: LineFindings }) {
  const t = useWords('check');
  const common = useWords('common');
  const { dateTime } = useFormat();
  const [checkedAt] = useState(Date.now);
  const endpoints = blockedEndpoints(findings);
  const websocket = websocketBlocked(findings);
  if (endpoints.length === 0 && !websocket) return null;
  const blocked = [
    ...(websocket ? [t('admin.websocket', { host: location.host })] : []),
    ...firewallRules(endpoints).map(({ protocol, address, ports }) =>
      t('admin.endpoint', { protocol: protocol.toUpperCase(), address, ports }),
    ),
  ];
  const text = [
    t('admin.intro', { url: location.origin, when: dateTime(checkedAt) }),
    '',
    t('admin.blocked'),
    ...blocked.map((line) => `– ${line}`),
    '',
    t('admin.wish'),
    t('admin.serverSide'),
  ].join('\n');
  const copy = async () => {
    if (await copyText(text)) toast({ title: common('copied'), tone: 'success' });
    else toast({ title: common('copyFailed'), tone: 'danger' });
  };
  return (
    <section
      aria-label={t('admin.title')}
      className="flex flex-col gap-3 rounded-card border border-line bg-surface-1 p-4 sm:p-6"
    >
      <div>
        <h2 className="text-16">{t('admin.title')}</h2>
        <p className="text-muted">{t('admin.help')}</p>
      </div>
      <p className="rounded-control bg-surface-2 p-4 break-words whitespace-pre-line text-strong select-all">
        {text}
      </p>
      <Button
        className="self-start"
        icon={<Copy aria-hidden="true" className="size-4" />}
        onClick={() => void copy()}
      >
        {t('admin.copy')}
      </Button>
    </section>
  );
}
