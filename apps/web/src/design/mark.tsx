/** The mark: lines that meet in one point. Lines take the text's colour, the point the accent of life. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" fill="none" className={className}>
      <g stroke="currentColor" strokeWidth="2.5" strokeLinecap="round">
        <path d="M4 5c9 0 12 11 20 11" />
        <path d="M4 12.3c7 0 12 3.7 20 3.7" />
        <path d="M4 19.7c7 0 12-3.7 20-3.7" />
        <path d="M4 27c9 0 12-11 20-11" />
      </g>
      <circle cx="25" cy="16" r="4" className="fill-live" />
    </svg>
  );
}
