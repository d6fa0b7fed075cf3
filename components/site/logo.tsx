/** Two voices in turn: one loud, the other answering. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={className} fill="currentColor">
      <rect x="2" y="8" width="3" height="8" rx="1.5" />
      <rect x="7" y="3" width="3" height="18" rx="1.5" />
      <rect x="14" y="6" width="3" height="12" rx="1.5" className="text-accent" />
      <rect x="19" y="9" width="3" height="6" rx="1.5" className="text-accent" />
    </svg>
  );
}
