/** A number from 0 to 2^32-1 that is always the same for the same id (FNV-1a, 32 bit). */
export function seed(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    hash ^= id.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Twelve hues, evenly apart, so two neighbours in a list rarely look the same. */
export const seededHue = (id: string): number => (seed(id) % 12) * 30;
