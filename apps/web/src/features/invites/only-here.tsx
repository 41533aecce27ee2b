import { CircleAlert, Copy } from 'lucide-react';
import { useLinkOrigin } from '../../data/link-origin.ts';
import { copyText } from '../../design/copy-text.ts';
import { IconButton } from '../../design/icon-button.tsx';
import { Notice } from '../../design/states.tsx';
import { toast } from '../../design/toast.ts';
import { useWords } from '../../i18n/words.ts';

/** More are those of containers and tunnels rather than of a building. */
const mostNearby = 3;

/**
 * Says of a link that would lead everybody else to their own machine that it does, and how
 * others in the same network get to what it leads to; nothing where the link is good for all.
 */
export function OnlyHere({ path }: { path: string }) {
  const t = useWords('invites');
  const { onlyHere } = useLinkOrigin();
  if (!onlyHere) return null;
  const links = onlyHere.slice(0, mostNearby).map((origin) => `${origin}${path}`);
  return (
    <Notice tone="warning" icon={<CircleAlert aria-hidden="true" className="size-4" />}>
      <p className="font-semibold">{t('onlyHere.title')}</p>
      <p>{t('onlyHere.help')}</p>
      {links.length > 0 && (
        <>
          <p className="mt-2">{t('onlyHere.nearby')}</p>
          <ul>
            {links.map((link) => (
              <Nearby key={link} link={link} />
            ))}
          </ul>
          {links[0]?.startsWith('http:') && <p>{t('onlyHere.https')}</p>}
        </>
      )}
    </Notice>
  );
}

function Nearby({ link }: { link: string }) {
  const t = useWords('invites');
  const common = useWords('common');
  const copy = async () => {
    if (await copyText(link)) toast({ title: common('copied'), help: link, tone: 'success' });
    else toast({ title: common('copyFailed'), help: link });
  };
  return (
    <li className="flex items-center gap-1">
      <span className="min-w-0 grow font-mono text-13 break-all select-all">{link}</span>
      <IconButton
        size="small"
        label={t('onlyHere.copy', { link })}
        icon={<Copy aria-hidden="true" className="size-4" />}
        onClick={() => void copy()}
      />
    </li>
  );
}
