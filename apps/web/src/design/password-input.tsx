import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { cx } from './cx.ts';
import { inputClass, type TextInputProps } from './text-input.tsx';

/** A password that its writer can look at. `showLabel` names the switch ("Show password"). */
export function PasswordInput({
  showLabel,
  className,
  ...rest
}: Omit<TextInputProps, 'icon'> & { showLabel: string }) {
  const [shown, setShown] = useState(false);
  return (
    <div className={cx('relative', className)}>
      <input
        {...rest}
        type={shown ? 'text' : 'password'}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        className={cx(inputClass, 'pr-11')}
      />
      <button
        type="button"
        aria-label={showLabel}
        aria-pressed={shown}
        className="absolute inset-y-0 right-0 flex w-10 items-center justify-center rounded-control text-muted hover:text-strong"
        onClick={() => setShown(!shown)}
      >
        {shown ? (
          <EyeOff aria-hidden="true" className="size-4" />
        ) : (
          <Eye aria-hidden="true" className="size-4" />
        )}
      </button>
    </div>
  );
}
