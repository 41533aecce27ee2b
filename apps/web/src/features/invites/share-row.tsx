import type { JoinCode } from '@converge/protocol/ids';
import { Copy, Mail, MessageSquareText, QrCode as QrIcon } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useLinkOrigin } from '../../data/link-origin.ts';
import { Button } from '../../design/button.tsx';
import { IconButton } from '../../design/icon-button.tsx';
import { IconLink } from '../../design/icon-link.tsx';
import { QrCode } from '../../design/qr-code.tsx';
import { useWords } from '../../i18n/words.ts';
import { joinPath } from '../rooms/room-words.ts';
import { useCopyLink } from '../rooms/use-copy-link.ts';

/** The ways to hand a link on: copy, mail, SMS, and a QR code for who stands beside one. */
export function ShareRow({
  code,
  roomName,
  label,
  more,
}: {
  code: JoinCode;
  roomName: string;
  /** What the group of buttons is read out as. */
  label: string;
  /** At the far end of the row. */
  more?: ReactNode;
}) {
  const t = useWords('invites');
  const copy = useCopyLink();
  const [qr, setQr] = useState(false);
  const qrId = useId();
  const { origin, onlyHere } = useLinkOrigin();
  const path = joinPath(code);
  const link = `${origin}${path}`;
  // Whoever points a telephone at it is never at this machine.
  const forPhones = `${onlyHere?.[0] ?? origin}${path}`;
  const subject = encodeURIComponent(t('mail.subject', { name: roomName }));
  const body = encodeURIComponent(t('mail.body', { name: roomName, link }));
  const icon = 'size-5';
  return (
    <div>
      <div className="flex flex-wrap items-center gap-1">
        <fieldset aria-label={label} className="flex items-center gap-1">
          <Button
            icon={<Copy aria-hidden="true" className="size-4 shrink-0" />}
            onClick={() => void copy(code)}
          >
            {t('copy')}
          </Button>
          <IconLink
            href={`mailto:?subject=${subject}&body=${body}`}
            label={t('mail')}
            icon={<Mail aria-hidden="true" className={icon} />}
          />
          {/* `?&body=` is what both Android and iOS understand. */}
          <IconLink
            href={`sms:?&body=${body}`}
            label={t('sms')}
            icon={<MessageSquareText aria-hidden="true" className={icon} />}
          />
          <IconButton
            label={t('qr')}
            icon={<QrIcon aria-hidden="true" className={icon} />}
            aria-expanded={qr}
            aria-controls={qrId}
            onClick={() => setQr(!qr)}
          />
        </fieldset>
        <span className="grow" />
        {more}
      </div>
      <div id={qrId} hidden={!qr}>
        {qr && (
          <figure className="mt-3 flex flex-col items-center gap-2 rounded-card border border-line bg-surface-2 p-4">
            <QrCode
              text={forPhones}
              label={t('qr.of', { link: forPhones })}
              className="size-56 max-w-full rounded-control"
            />
            <figcaption className="text-center text-13 text-muted">
              {t('qr.help')}
              <span className="mt-1 block font-mono text-12 break-all">{forPhones}</span>
            </figcaption>
          </figure>
        )}
      </div>
    </div>
  );
}
