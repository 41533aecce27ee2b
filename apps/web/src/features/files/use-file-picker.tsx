import { type ReactNode, useRef } from 'react';

/** The browser's dialog for choosing files. `input` has to stand somewhere in the page. */
export function useFilePicker(): {
  readonly input: ReactNode;
  pick(onFiles: (files: readonly File[]) => void): void;
} {
  const ref = useRef<HTMLInputElement>(null);
  const chosen = useRef<(files: readonly File[]) => void>(() => {});
  return {
    input: (
      <input
        ref={ref}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const { files } = event.currentTarget;
          chosen.current([...(files ?? [])]);
          // So that the same file can be chosen once more.
          event.currentTarget.value = '';
        }}
      />
    ),
    pick(onFiles) {
      chosen.current = onFiles;
      ref.current?.click();
    },
  };
}
