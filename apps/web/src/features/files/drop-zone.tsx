import { FilePlus2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

/**
 * Takes files and folders that are dropped anywhere on the page, or pasted into it. While
 * they hang over it, the page says what dropping does.
 */
export function DropZone({
  label,
  help,
  takesPaste,
  onDrop,
}: {
  label: string;
  help?: string;
  takesPaste: boolean;
  /** In the moment of the event: later the browser hands nothing over. */
  onDrop(data: DataTransfer): void;
}) {
  const [over, setOver] = useState(false);
  const take = useRef(onDrop);
  take.current = onDrop;
  useEffect(() => {
    // Each element that is entered is also left; over the page it is more often entered.
    let depth = 0;
    const hang = (change: number) => {
      depth = Math.max(0, depth + change);
      setOver(depth > 0);
    };
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => hasFiles(event) && hang(1);
    const leave = (event: DragEvent) => hasFiles(event) && hang(-1);
    const hover = (event: DragEvent) => {
      // Else the browser would open the file in the place of the room.
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      hang(-depth);
      if (event.dataTransfer) take.current(event.dataTransfer);
    };
    const paste = (event: ClipboardEvent) => {
      const holdsText = event.clipboardData?.types.includes('text/plain');
      // A cell of a table brings its picture along; it is the text that is meant.
      if (!takesPaste || holdsText || !event.clipboardData?.files.length) return;
      event.preventDefault();
      take.current(event.clipboardData);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', hover);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', hover);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, [takesPaste]);
  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-40 flex flex-col items-center justify-center gap-2 bg-backdrop p-6 text-center">
      <div className="flex flex-col items-center gap-2 rounded-tile border-2 border-dashed border-accent bg-surface-1 px-10 py-8 shadow-float">
        <FilePlus2 aria-hidden="true" className="size-10 text-accent-text" />
        <p className="text-20 font-semibold text-strong">{label}</p>
        {help && <p className="text-muted">{help}</p>}
      </div>
    </div>
  );
}
