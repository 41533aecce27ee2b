/**
 * Of a relay's candidate one tells from where it is reached, which is the address
 * that the relay is to hide (SPEC P2P-10).
 */

/** A candidate, or a description that holds some, without that: as RFC 8839 (5.1) has it for who hides it. */
export const withoutOrigin = (text: string): string =>
  text.replace(/ raddr (\S+) rport \d+/g, (_, address: string) =>
    address.includes(':') ? ' raddr :: rport 9' : ' raddr 0.0.0.0 rport 9',
  );
