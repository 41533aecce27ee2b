import type { RelayTrouble } from '@converge/client/call/types';
import { TriangleAlert } from 'lucide-react';
import { relayOnly, setRelayOnly } from '../../../data/relay-choice.ts';
import { useValue } from '../../../data/use-value.ts';
import { Button } from '../../../design/button.tsx';
import { Notice } from '../../../design/states.tsx';
import { useWords } from '../../../i18n/words.ts';

/** During the call: why the relay brings no sound and picture, and what one can do. */
export function RelayNotice({ why }: { why: RelayTrouble }) {
  const t = useWords('devices');
  const only = useValue(relayOnly);
  return (
    <div role="alert" className="pointer-events-auto w-full max-w-lg rounded-card shadow-float">
      <Notice tone="warning" icon={<TriangleAlert aria-hidden="true" className="size-4" />}>
        <p className="font-semibold">{t(`relay.${why}.title`)}</p>
        <p className="text-normal">{t(`relay.${why}.help`)}</p>
        {only && (
          <Button size="small" className="mt-2" onClick={() => setRelayOnly(false)}>
            {t('relay.without')}
          </Button>
        )}
      </Notice>
    </div>
  );
}
