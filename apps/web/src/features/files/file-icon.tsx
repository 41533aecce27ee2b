import type { FileView } from '@converge/protocol/rest/files';
import { File, FileText, Film, Image, Music } from 'lucide-react';

const icons = {
  image: Image,
  pdf: FileText,
  text: FileText,
  audio: Music,
  video: Film,
  none: File,
} as const satisfies Record<FileView, typeof File>;

/** What kind of file it is, as a sign. */
export function FileIcon({ view, className = 'size-5' }: { view: FileView; className?: string }) {
  const Icon = icons[view];
  return <Icon aria-hidden="true" className={`${className} shrink-0 text-muted`} />;
}
