import type { LocalMedia, LocalSource } from '@converge/client/call/types';
import { derive, type Value } from '@converge/client/state/value';
import { LoaderCircle, Mic, MicOff, TriangleAlert, UserRound, Video, VideoOff } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { storeWishes } from '../../data/media-wishes.ts';
import { useValue } from '../../data/use-value.ts';
import { Avatar } from '../../design/avatar.tsx';
import { useWords } from '../../i18n/words.ts';
import { BarButton } from '../call/bar/bar-button.tsx';
import { LevelMeter } from '../call/devices/level-meter.tsx';
import { TileVideo } from '../call/tile/tile-video.tsx';

const icon = 'size-5';

/** Oneself as the others will see one, with the two switches on the picture. */
export function PreviewPicture({
  local,
  may,
  person,
  still,
}: {
  local: LocalMedia;
  may: { readonly speak: boolean; readonly camera: boolean };
  /** Stands for the picture while there is none; null: nobody has a name yet. */
  person: { readonly id: string; readonly name: string; readonly avatar: string | null } | null;
  /** True while one goes in: the machine has something better to do than to draw. */
  still: Value<boolean>;
}) {
  const t = useWords('join');
  const microphone = useValue(local.microphone);
  const camera = useValue(local.camera);
  const picture = useMemo(
    () => derive([local.camera], (state) => (state.kind === 'on' ? state.track : null)),
    [local],
  );
  const set = (change: { microphone?: boolean; camera?: boolean }) => {
    const wishes = { microphone: isOn(microphone), camera: isOn(camera), ...change };
    storeWishes(wishes);
    if (change.microphone !== undefined) local.setMicrophone(change.microphone);
    if (change.camera !== undefined) local.setCamera(change.camera);
  };
  return (
    <section
      aria-label={t('preview.label')}
      className="stage relative aspect-video max-h-[60dvh] w-full overflow-hidden rounded-tile [container-type:size]"
    >
      <span className="absolute inset-0 flex flex-col items-center justify-center gap-3 pb-16">
        {person ? (
          <Avatar id={person.id} name={person.name} picture={person.avatar} size="tile" />
        ) : (
          <span className="flex size-[38cqmin] items-center justify-center rounded-full bg-surface-2 text-muted">
            <UserRound aria-hidden="true" className="size-1/2" />
          </span>
        )}
        <span role="status" className="px-4 text-center text-13 text-muted">
          {statusWords(t, microphone, camera, may.camera)}
        </span>
      </span>
      <TileVideo
        id="preview"
        picture={picture}
        whole={false}
        own
        tileRatio={16 / 9}
        still={still}
      />
      <div className="absolute inset-x-0 bottom-0 flex items-end justify-center gap-3 bg-linear-to-t from-stage/70 to-transparent p-3 pt-6 sm:p-4 sm:pt-10">
        {may.speak && (
          <Switch
            state={microphone}
            words="microphone"
            on={<Mic aria-hidden="true" className={icon} />}
            off={<MicOff aria-hidden="true" className={icon} />}
            onSet={(on) => set({ microphone: on })}
          />
        )}
        {may.camera && (
          <Switch
            state={camera}
            words="camera"
            on={<Video aria-hidden="true" className={icon} />}
            off={<VideoOff aria-hidden="true" className={icon} />}
            onSet={(on) => set({ camera: on })}
          />
        )}
      </div>
      {microphone.kind === 'on' && (
        <LevelMeter
          level={local.level}
          still={still}
          className="absolute bottom-6 left-5 w-16 @max-[24rem]:bottom-auto @max-[24rem]:top-4"
        />
      )}
    </section>
  );
}

function Switch({
  state,
  words,
  on,
  off,
  onSet,
}: {
  state: LocalSource;
  words: 'microphone' | 'camera';
  on: ReactNode;
  off: ReactNode;
  onSet(on: boolean): void;
}) {
  const t = useWords('join');
  const kind = state.kind === 'muted' ? 'off' : state.kind;
  const lit = kind === 'on';
  return (
    <BarButton
      label={lit ? t(`${words}.off`) : t(`${words}.on`)}
      state={t(`${words}.is.${kind}`)}
      tone={lit || kind === 'starting' ? 'plain' : 'off'}
      aria-busy={kind === 'starting' || undefined}
      icon={
        kind === 'starting' ? (
          <LoaderCircle aria-hidden="true" className={`${icon} animate-spin`} />
        ) : lit ? (
          on
        ) : (
          off
        )
      }
      badge={
        kind === 'failed' && (
          <TriangleAlert aria-hidden="true" className="size-4 text-warning-text" />
        )
      }
      onClick={() => onSet(kind === 'off' || kind === 'failed')}
    />
  );
}

const isOn = (state: LocalSource): boolean => state.kind === 'on' || state.kind === 'starting';

function statusWords(
  t: ReturnType<typeof useWords<'join'>>,
  microphone: LocalSource,
  camera: LocalSource,
  mayCamera: boolean,
): string {
  if (!mayCamera) return '';
  if (camera.kind === 'starting' || microphone.kind === 'starting') return t('preview.asking');
  if (camera.kind === 'failed') return t('preview.none');
  return camera.kind === 'on' ? '' : t('preview.off');
}
