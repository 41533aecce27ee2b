import type { LocalMedia } from '@converge/client/call/types';
import { createValue } from '@converge/client/state/value';
import { CircleCheck, CircleX, LoaderCircle, Stethoscope, TriangleAlert } from 'lucide-react';
import { useValue } from '../../data/use-value.ts';
import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/states.tsx';
import { useWords } from '../../i18n/words.ts';
import { PageBody } from '../page/page-body.tsx';
import { usePageTitle } from '../page/use-page-title.ts';
import { AdminText } from './admin-text.tsx';
import { DeviceSteps, deviceTone, MachineSteps } from './device-steps.tsx';
import { LineSteps, lineTones } from './line-steps.tsx';
import { Steps } from './step.tsx';
import { useCheck } from './use-check.ts';
import { overall } from './verdicts.ts';

const nothing = createValue({ kind: 'off' } as const);

/** Whether this device and this network are ready for a call, step by step; for everybody. */
export function Check() {
  const t = useWords('check');
  const { state, local, findings, start } = useCheck();
  const found = useValue(findings);
  const calls = typeof RTCPeerConnection === 'function';
  const secure = window.isSecureContext;
  usePageTitle(t('title'));
  return (
    <PageBody width="text">
      <div className="flex flex-col gap-6">
        <header className="flex flex-col gap-3">
          <h1 className="text-24">{t('title')}</h1>
          <p className="text-muted">{t('lead')}</p>
          <Button
            look={state === 'done' ? 'secondary' : 'primary'}
            size="large"
            className="mt-2 self-start"
            busy={state === 'running'}
            icon={<Stethoscope aria-hidden="true" className="size-5" />}
            onClick={start}
          >
            {t(state === 'idle' ? 'start' : state === 'running' ? 'checking' : 'again')}
          </Button>
        </header>
        <div aria-live="polite" className="empty:hidden">
          {state === 'done' && (
            <Overall
              local={local}
              tones={[calls && secure ? 'good' : 'bad', ...lineTones(found)]}
            />
          )}
        </div>
        <Steps title={t('device.title')}>
          <MachineSteps calls={calls} secure={secure} />
          <DeviceSteps local={local} />
        </Steps>
        <Steps title={t('network.title')}>
          <LineSteps findings={found} />
        </Steps>
        {state === 'done' && <AdminText findings={found} />}
      </div>
    </PageBody>
  );
}

const signs = {
  good: { tone: 'speaking', icon: <CircleCheck aria-hidden="true" className="size-5" /> },
  hint: { tone: 'warning', icon: <TriangleAlert aria-hidden="true" className="size-5" /> },
  bad: { tone: 'danger', icon: <CircleX aria-hidden="true" className="size-5" /> },
} as const;

/** All of it in one sentence. */
function Overall({
  local,
  tones,
}: {
  local: LocalMedia | null;
  tones: Parameters<typeof overall>[0];
}) {
  const t = useWords('check');
  const devices = [useValue(local?.microphone ?? nothing), useValue(local?.camera ?? nothing)];
  const verdict = overall([...tones, ...devices.map(deviceTone)]);
  if (verdict === null) {
    return (
      <Notice
        tone="accent"
        icon={
          <LoaderCircle
            aria-hidden="true"
            className="size-5 animate-spin motion-reduce:animate-none"
          />
        }
      >
        {t('checking')}
      </Notice>
    );
  }
  const { tone, icon } = signs[verdict];
  return (
    <Notice tone={tone} icon={icon}>
      <p className="text-16 font-semibold">{t(`overall.${verdict}.title`)}</p>
      <p className="text-normal">{t(`overall.${verdict}.help`)}</p>
    </Notice>
  );
}
