import type { ReactNode } from 'react';
import { iconClass } from './icon-class.ts';
import { useTooltip } from './use-tooltip.tsx';

/** A link that is a sign; its name is in the tooltip and for readers of the page. */
export function IconLink({ href, label, icon }: { href: string; label: string; icon: ReactNode }) {
  const { props, popup } = useTooltip(label);
  return (
    <>
      <a {...props} href={href} aria-label={label} className={iconClass()}>
        {icon}
      </a>
      {popup}
    </>
  );
}
