import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Degrees in OKLCH; read by `.seeded`. */
    '--hue'?: number;
  }
}
