import type { Me } from '@converge/protocol/rest/me';
import { ImageUp, Trash2 } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useSetAvatar } from '../../data/account.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Button, buttonClass } from '../../design/button.tsx';
import { cx } from '../../design/cx.ts';
import { toast } from '../../design/toast.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import { drawSquare, toFile } from './square.ts';

/** One's picture: chosen, looked at as it will be, put up, taken down. */
export function Picture({ me }: { me: Me }) {
  const t = useWords('account');
  const common = useWords('common');
  const saving = useSetAvatar();
  const showFault = useFaultToast();
  const canvas = useRef<HTMLCanvasElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState(false);
  const [unreadable, setUnreadable] = useState(false);
  const errorId = useId();

  async function choose(file: File | undefined) {
    if (!file || !canvas.current) return;
    try {
      await drawSquare(canvas.current, file);
      setUnreadable(false);
      setChosen(true);
    } catch {
      setUnreadable(true); // not a picture, or of a kind this browser doesn't know
      setChosen(false);
    }
  }

  async function save(picture: HTMLCanvasElement | null) {
    try {
      await saving.mutateAsync(picture && (await toFile(picture)));
      setChosen(false);
      toast({ title: t('saved'), tone: 'success' });
    } catch (error) {
      showFault(error);
    }
  }

  const cancel = () => {
    setChosen(false);
    if (input.current) input.current.value = '';
  };

  return (
    <div className="flex flex-wrap items-center gap-5">
      {/* The drawing itself is the preview: a picture's address would need `blob:` in the CSP. */}
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('picture.preview')}
        hidden={!chosen}
        className="size-24 rounded-full border border-line"
      />
      {!chosen && <Avatar id={me.id} name={me.name} picture={me.avatar} size="huge" />}
      <div className="flex min-w-0 grow basis-56 flex-col gap-2">
        {chosen ? (
          <>
            <p role="status" className="text-muted">
              {t('picture.preview')}
            </p>
            <div className="flex flex-wrap gap-2">
              <Button
                look="primary"
                busy={saving.isPending}
                onClick={() => void save(canvas.current)}
              >
                {t('picture.use')}
              </Button>
              <Button look="quiet" onClick={cancel}>
                {common('cancel')}
              </Button>
            </div>
          </>
        ) : (
          <>
            <div className="flex flex-wrap gap-2">
              <label
                className={cx(
                  buttonClass(),
                  'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
                )}
              >
                <ImageUp aria-hidden="true" className="size-4" />
                {t('picture.choose')}
                <input
                  ref={input}
                  type="file"
                  accept="image/png,image/jpeg,image/webp"
                  aria-invalid={unreadable || undefined}
                  aria-describedby={errorId}
                  className="sr-only"
                  onChange={(event) => void choose(event.target.files?.[0])}
                />
              </label>
              {me.avatar && (
                <Button
                  look="quiet"
                  busy={saving.isPending}
                  icon={<Trash2 aria-hidden="true" className="size-4" />}
                  onClick={() => void save(null)}
                >
                  {t('picture.remove')}
                </Button>
              )}
            </div>
            <p id={errorId} aria-live="polite" className="text-13">
              {unreadable ? (
                <span className="text-danger-text">{t('picture.unreadable')}</span>
              ) : (
                <span className="text-muted">{t('picture.help')}</span>
              )}
            </p>
          </>
        )}
      </div>
    </div>
  );
}
