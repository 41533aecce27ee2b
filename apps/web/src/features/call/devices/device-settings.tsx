import { playSpeakerTest } from '@converge/client/call/speaker-test';
import type { DeviceKind, LocalMedia } from '@converge/client/call/types';
import { Camera, Mic, Volume2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useValue } from '../../../data/use-value.ts';
import { Button } from '../../../design/button.tsx';
import { Field } from '../../../design/field.tsx';
import { Select } from '../../../design/select.tsx';
import { useWords } from '../../../i18n/words.ts';
import { LevelMeter } from './level-meter.tsx';

const icons: Readonly<Record<DeviceKind, ReactNode>> = {
  microphone: <Mic aria-hidden="true" className="size-4" />,
  camera: <Camera aria-hidden="true" className="size-4" />,
  speaker: <Volume2 aria-hidden="true" className="size-4" />,
};

export type DeviceSettingsMedia = Pick<
  LocalMedia,
  'devices' | 'chosen' | 'inUse' | 'choose' | 'level'
>;

/** Which microphone, camera and speaker; with the level, and a test of the speaker. */
export function DeviceSettings({
  media,
  kinds = ['microphone', 'camera', 'speaker'],
}: {
  media: DeviceSettingsMedia;
  kinds?: readonly DeviceKind[];
}) {
  const t = useWords('devices');
  return (
    <div className="flex flex-col gap-5">
      {kinds.includes('microphone') && (
        <div className="flex flex-col gap-2">
          <Picker kind="microphone" media={media} />
          <div className="flex items-center gap-3 text-13 text-muted">
            <span>{t('level')}</span>
            <LevelMeter level={media.level} />
          </div>
        </div>
      )}
      {kinds.includes('camera') && <Picker kind="camera" media={media} />}
      {kinds.includes('speaker') && (
        <div className="flex flex-col gap-2">
          <Picker kind="speaker" media={media} />
          <SpeakerTest media={media} />
        </div>
      )}
    </div>
  );
}

function Picker({ kind, media }: { kind: DeviceKind; media: DeviceSettingsMedia }) {
  const t = useWords('devices');
  const devices = useValue(media.devices)[kind];
  const inUse = useValue(media.inUse)[kind];
  const choices = devices.map((device, i) => ({
    value: device.id,
    label: device.label === '' ? t('unnamed', { nr: i + 1 }) : device.label,
  }));
  const none = { value: '', label: t(`none.${kind}`) };
  return (
    <Field label={t(`what.${kind}`)}>
      {(control) => (
        <Select
          {...control}
          icon={icons[kind]}
          value={inUse ?? ''}
          choices={choices.length > 0 ? choices : [none]}
          disabled={choices.length === 0}
          onChange={(id) => media.choose(kind, id)}
        />
      )}
    </Field>
  );
}

function SpeakerTest({ media }: { media: DeviceSettingsMedia }) {
  const t = useWords('devices');
  const speaker = useValue(media.chosen).speaker;
  const [state, setState] = useState<'idle' | 'playing' | 'played' | 'failed'>('idle');
  const test = () => {
    setState('playing');
    playSpeakerTest(speaker).then(
      () => setState('played'),
      () => setState('failed'),
    );
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        size="small"
        busy={state === 'playing'}
        icon={<Volume2 aria-hidden="true" className="size-4" />}
        onClick={test}
      >
        {t('speaker.test')}
      </Button>
      <span aria-live="polite" className="text-13 text-muted">
        {state === 'playing' && t('speaker.playing')}
        {state === 'played' && t('speaker.played')}
        {state === 'failed' && t('speaker.failed')}
      </span>
    </div>
  );
}
