import type { JoinCode } from '@converge/protocol/ids';
import { Copy, Mail, MessageSquareText, QrCode as QrIcon } from 'lucide-react';
import { useId, useState } from 'react';
import { Button, buttonClass } from '../../design/button.tsx';
import { QrCode } from '../../design/qr-code.tsx';
import { useWords } from '../../i18n/words.ts';
import { joinLink } from '../rooms/room-words.ts';
import { useCopyLink } from '../rooms/use-copy-link.ts';

/** The ways to hand a link on: copy, mail, SMS, and a QR code for who stands beside one. */
export function ShareRow({
  code,
  roomName,
  label,
}: {
  code: JoinCode;
  roomName: string;
  /** What the group of buttons is read out as. */
  label: string;
}) {
  const t = useWords('invites');
  const copy = useCopyLink();
  const [qr, setQr] = useState(false);
  const qrId = useId();
  const link = joinLink(code);
  const subject = encodeURIComponent(t('mail.subject', { name: roomName }));
  const body = encodeURIComponent(t('mail.body', { name: roomName, link }));
  const icon = 'size-4 shrink-0';
  return (
    <div>
      <fieldset aria-label={label} className="flex flex-wrap gap-2">
        <Button icon={<Copy aria-hidden="true" className={icon} />} onClick={() => void copy(code)}>
          {t('copy')}
        </Button>
        <a href={`mailto:?subject=${subject}&body=${body}`} className={buttonClass('quiet')}>
          <Mail aria-hidden="true" className={icon} />
          {t('mail')}
        </a>
        {/* `?&body=` is what both Android and iOS understand. */}
        <a href={`sms:?&body=${body}`} className={buttonClass('quiet')}>
          <MessageSquareText aria-hidden="true" className={icon} />
          {t('sms')}
        </a>
        <Button
          look="quiet"
          icon={<QrIcon aria-hidden="true" className={icon} />}
          aria-expanded={qr}
          aria-controls={qrId}
          onClick={() => setQr(!qr)}
        >
          {t('qr')}
        </Button>
      </fieldset>
      <div id={qrId} hidden={!qr}>
        {qr && (
          <figure className="mt-3 flex flex-col items-center gap-2 rounded-card border border-line bg-surface-2 p-4">
            <QrCode
              text={link}
              label={t('qr.of', { link })}
              className="size-56 max-w-full rounded-control"
            />
            <figcaption className="text-center text-13 text-muted">
              {t('qr.help')}
              <span className="mt-1 block font-mono text-12 break-all">{link}</span>
            </figcaption>
          </figure>
        )}
      </div>
    </div>
  );
}
