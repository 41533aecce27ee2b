import { Link, type LinkProps } from 'react-router';

/** A link among words. */
export function TextLink(props: Omit<LinkProps, 'className'>) {
  return (
    <Link
      {...props}
      className="inline-block py-1 font-semibold text-accent-text underline-offset-2 hover:underline"
    />
  );
}
