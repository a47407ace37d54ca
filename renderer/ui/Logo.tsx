import type { ReactElement } from "react";

/** Three linked machines: the mark of the program. */
export function Logo({ size = 20 }: { size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <path d="M12 7v4M12 11 6 16M12 11l6 5" stroke="var(--accent)" strokeWidth="1.8" />
      <rect x="8.5" y="1.5" width="7" height="6" rx="1.6" fill="var(--accent)" />
      <rect x="1.5" y="16" width="7" height="6" rx="1.6" fill="var(--accent)" opacity=".75" />
      <rect x="15.5" y="16" width="7" height="6" rx="1.6" fill="var(--accent)" opacity=".5" />
    </svg>
  );
}
