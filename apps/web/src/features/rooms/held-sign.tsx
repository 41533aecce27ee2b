import type { Held } from '@converge/protocol/rest/rooms';
import { Paperclip } from 'lucide-react';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';

/** How many files lie in a room, and how large they are; nothing where there are none (ROOM-12). */
export function HeldSign({ held }: { held: Held | null }) {
  const t = useWords('rooms');
  const format = useFormat();
  if (!held?.files) return null;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap tabular">
      <Paperclip aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="sr-only">{t('files', { count: held.files })}, </span>
      <span aria-hidden="true">{format.number(held.files)} · </span>
      {format.bytes(held.bytes)}
    </span>
  );
}
