import { playSpeakerTest } from '@converge/client/call/speaker-test';
import type { LocalMedia, LocalSource } from '@converge/client/call/types';
import { Volume2 } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useValue } from '../../data/use-value.ts';
import { Button } from '../../design/button.tsx';
import { useWords } from '../../i18n/words.ts';
import { LevelMeter } from '../call/devices/level-meter.tsx';
import { ProblemNotice } from '../call/devices/problem-notice.tsx';
import type { Faulty } from '../call/devices/problems.ts';
import { OwnPicture } from './own-picture.tsx';
import { Step } from './step.tsx';
import type { Tone } from './verdicts.ts';

/** From here on somebody speaks; a quiet room stays below it. */
const HEARD = 0.08;

/** How a device stands for the verdict on all. */
export const deviceTone = (source: LocalSource | null): Tone => {
  if (source === null) return 'waiting';
  if (source.kind === 'failed') return 'hint';
  return source.kind === 'on' ? 'good' : 'running';
};

/** What the machine itself can, without a network. */
export function MachineSteps({ calls, secure }: { calls: boolean; secure: boolean }) {
  const t = useWords('check');
  return (
    <>
      <Step
        tone={calls ? 'good' : 'bad'}
        title={t('browser.title')}
        text={t(calls ? 'browser.good' : 'browser.bad')}
        help={calls ? undefined : t('browser.bad.help')}
      />
      <Step
        tone={secure ? 'good' : 'bad'}
        title={t('secure.title')}
        text={t(secure ? 'secure.good' : 'secure.bad')}
        help={secure ? undefined : t('secure.bad.help')}
      />
    </>
  );
}

/** Camera, microphone and speaker; the last of them only a person can judge. */
export function DeviceSteps({ local }: { local: LocalMedia | null }) {
  const t = useWords('check');
  if (!local) {
    return (
      <>
        <Step tone="waiting" title={t('camera.title')} />
        <Step tone="waiting" title={t('microphone.title')} />
        <Step tone="waiting" title={t('speaker.title')} />
      </>
    );
  }
  return (
    <>
      <CameraStep local={local} />
      <MicrophoneStep local={local} />
      <SpeakerStep local={local} />
    </>
  );
}

function CameraStep({ local }: { local: LocalMedia }) {
  const t = useWords('check');
  const camera = useValue(local.camera);
  return (
    <SourceStep what="camera" source={camera} retry={() => local.setCamera(true)}>
      {camera.kind === 'on' && (
        <>
          <p className="text-normal">{t('camera.good')}</p>
          <OwnPicture track={camera.track} />
        </>
      )}
    </SourceStep>
  );
}

function MicrophoneStep({ local }: { local: LocalMedia }) {
  const t = useWords('check');
  const microphone = useValue(local.microphone);
  const [heard, setHeard] = useState(false);
  useEffect(
    () =>
      local.level.subscribe(() => {
        if (local.level.get() > HEARD) setHeard(true);
      }),
    [local],
  );
  return (
    <SourceStep what="microphone" source={microphone} retry={() => local.setMicrophone(true)}>
      {microphone.kind === 'on' && (
        <>
          <p role="status" className="text-normal">
            {t(heard ? 'microphone.good' : 'microphone.listening')}
          </p>
          <LevelMeter level={local.level} className="mt-1" />
        </>
      )}
    </SourceStep>
  );
}

function SourceStep({
  what,
  source,
  retry,
  children,
}: {
  what: Exclude<Faulty, 'both' | 'screen'>;
  source: LocalSource;
  retry(): void;
  children: ReactNode;
}) {
  const t = useWords('check');
  const failed = source.kind === 'failed' ? source.problem : null;
  return (
    <Step tone={deviceTone(source)} title={t(`${what}.title`)}>
      {failed !== null && (
        <div className="mt-1">
          <ProblemNotice fault={{ what, problem: failed }} onRetry={retry} />
        </div>
      )}
      {children}
    </Step>
  );
}

type Heard = 'unasked' | 'playing' | 'asked' | 'yes' | 'no';

const speakerTones: Readonly<Record<Heard, Tone>> = {
  unasked: 'waiting',
  playing: 'running',
  asked: 'running',
  yes: 'good',
  no: 'hint',
};

function SpeakerStep({ local }: { local: LocalMedia }) {
  const t = useWords('check');
  const { speaker } = useValue(local.chosen);
  const [heard, setHeard] = useState<Heard>('unasked');
  const play = () => {
    setHeard('playing');
    playSpeakerTest(speaker).then(
      () => setHeard('asked'),
      () => setHeard('no'),
    );
  };
  const words = {
    unasked: t('speaker.ask'),
    playing: t('speaker.ask'),
    asked: t('speaker.question'),
    yes: t('speaker.good'),
    no: t('speaker.bad'),
  };
  return (
    <Step
      tone={speakerTones[heard]}
      title={t('speaker.title')}
      text={words[heard]}
      help={heard === 'no' ? t('speaker.bad.help') : undefined}
    >
      <div className="mt-1 flex flex-wrap gap-2">
        {heard === 'asked' && (
          <>
            <Button size="small" onClick={() => setHeard('yes')}>
              {t('speaker.yes')}
            </Button>
            <Button size="small" onClick={() => setHeard('no')}>
              {t('speaker.no')}
            </Button>
          </>
        )}
        <Button
          size="small"
          look={heard === 'asked' ? 'quiet' : 'secondary'}
          busy={heard === 'playing'}
          icon={<Volume2 aria-hidden="true" className="size-4" />}
          onClick={play}
        >
          {t('speaker.play')}
        </Button>
      </div>
    </Step>
  );
}
