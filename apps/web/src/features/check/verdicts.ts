/** From what was found to what it means for a call. Pure; the words are put in where it is drawn. */
import type { Endpoint, Way } from '@converge/client/check/probe';
import type { RelayResult } from '@converge/client/check/relays';
import type { Speed } from '@converge/client/check/speed';
import type { PortsResult } from '@converge/client/check/workers';
import type { Finding, LineFindings } from '../../data/check.ts';
import type { Key } from '../../i18n/keys.ts';
import type { Values } from '../../i18n/translate.ts';

export type Tone = 'waiting' | 'running' | 'good' | 'hint' | 'bad' | 'skipped';

/** One line of the page: how it stands, in which words, and the way out. */
export interface Verdict {
  readonly tone: Tone;
  readonly text?: Key<'check'>;
  readonly values?: Values;
  readonly help?: Key<'check'>;
}

/** Above it voices overlap. Milliseconds. */
const SLOW_ANSWER_MS = 300;
/** Bits a second for large pictures of several, and for small ones. */
const LARGE = 2_500_000;
const SMALL = 500_000;

export function lineVerdict({ websocket, polling }: LineFindings): Verdict {
  const begun = unfinished(websocket);
  if (begun) return begun;
  if (isOpen(websocket)) return { tone: 'good', text: 'line.good' };
  const detour = unfinished(polling);
  if (detour) return { tone: 'running' };
  return isOpen(polling)
    ? { tone: 'hint', text: 'line.detour', help: 'line.detour.help' }
    : { tone: 'bad', text: 'line.bad', help: 'line.bad.help' };
}

/** UDP or TCP to the media server; what a closed one means depends on the other ways. */
export function wayVerdict(way: Way, findings: LineFindings): Verdict {
  const finding = findings[way];
  const begun = unfinished(finding);
  if (begun) return begun;
  if (finding.kind === 'failed') return { tone: 'bad', text: 'unknown', help: 'unknown.help' };
  if (finding.kind !== 'done') return { tone: 'skipped' };
  const { result } = finding;
  switch (result.kind) {
    case 'open':
      return result.roundTripMs === null
        ? { tone: 'good', text: 'way.open' }
        : { tone: 'good', text: 'way.openMs', values: { ms: Math.ceil(result.roundTripMs) } };
    case 'absent':
      return { tone: 'skipped', text: 'way.absent' };
    case 'partly':
      return partlyOpenWay(way, result, findings);
    case 'blocked':
      return closedWay(way, findings);
  }
}

function closedWay(way: Way, findings: LineFindings): Verdict {
  const text = 'way.blocked';
  if (isOpen(findings[way === 'udp' ? 'tcp' : 'udp'])) {
    return way === 'udp'
      ? { tone: 'hint', text, help: 'udp.blocked.help' }
      : { tone: 'skipped', text, help: 'tcp.blocked.help' };
  }
  if (relayOpen(findings)) return { tone: 'hint', text, help: 'way.relayed.help' };
  return { tone: 'bad', text, help: 'way.blocked.help' };
}

/** Which worker a call meets is chance; where another way leads to the closed ones it is no harm. */
function partlyOpenWay(
  way: Way,
  { tried }: Extract<PortsResult, { kind: 'partly' }>,
  findings: LineFindings,
): Verdict {
  const ports = portRanges(tried.map(({ port }) => port));
  const found = { text: 'way.partly', values: { ports } } as const;
  const led = ledEverywhere(findings);
  if (!led && relayOpen(findings)) return { tone: 'hint', ...found, help: 'way.relayed.help' };
  if (!led) return { tone: 'bad', ...found, help: 'way.partly.help' };
  return way === 'udp'
    ? { tone: 'hint', ...found, help: 'udp.partly.help' }
    : { tone: 'skipped', ...found, help: 'tcp.partly.help' };
}

/** One way to one relay; a closed one is no harm where another way leads to the media server. */
export function relayVerdict(result: RelayResult, findings: LineFindings): Verdict {
  const spare = ledEverywhere(findings) || relayOpen(findings);
  switch (result.kind) {
    case 'open':
      return { tone: 'good', text: 'way.open' };
    case 'absent':
      return { tone: 'skipped', text: 'way.absent' };
    case 'blocked':
      return spare
        ? { tone: 'skipped', text: 'way.blocked', help: 'relay.blocked.help' }
        : { tone: 'bad', text: 'way.blocked', help: 'way.blocked.help' };
    case 'refused':
    case 'astray':
      return {
        tone: spare ? 'hint' : 'bad',
        text: `relay.${result.kind}`,
        help: 'relay.wrong.help',
      };
    default:
      return result satisfies never;
  }
}

/** Why no relay was tried; null where they were, or may be yet. */
export function untriedRelays({ relays }: LineFindings): Verdict | null {
  if (relays.kind !== 'failed') return null;
  return relays.fault.code === 'not_signed_in'
    ? { tone: 'waiting', text: 'relays.strange', help: 'relays.strange.help' }
    : { tone: 'hint', text: 'unknown', help: 'unknown.help' };
}

export function speedVerdict({ speed }: LineFindings): Verdict {
  const begun = unfinished(speed);
  if (begun) return begun;
  if (speed.kind === 'skipped') return { tone: 'skipped', text: 'speed.skipped' };
  if (speed.kind === 'failed') return { tone: 'hint', text: 'unknown', help: 'speed.again' };
  const slowest = speed.kind === 'done' && speed.result ? leastOf(speed.result) : null;
  if (slowest === null) return { tone: 'hint', text: 'unknown', help: 'speed.again' };
  if (slowest < SMALL) return { tone: 'bad', text: 'speed.text', help: 'speed.poor' };
  if (slowest < LARGE) return { tone: 'hint', text: 'speed.text', help: 'speed.fair' };
  const { roundTripMs } = speed.kind === 'done' && speed.result ? speed.result : {};
  return (roundTripMs ?? 0) > SLOW_ANSWER_MS
    ? { tone: 'hint', text: 'speed.text', help: 'speed.far' }
    : { tone: 'good', text: 'speed.text' };
}

/** What a firewall would have to let through. */
export function blockedEndpoints(findings: LineFindings): readonly Endpoint[] {
  const relays = findings.relays.kind === 'done' ? findings.relays.result : [];
  const results = [
    ...[findings.udp, findings.tcp].flatMap((one) => (one.kind === 'done' ? [one.result] : [])),
    ...relays.map(({ result }) => result),
  ];
  return results.flatMap((result) => ('tried' in result ? result.tried : []));
}

/** The same in as few lines as a rule of a firewall needs: all ports of an address together. */
export function firewallRules(
  endpoints: readonly Endpoint[],
): readonly { readonly protocol: Way; readonly address: string; readonly ports: string }[] {
  const rules: { readonly protocol: Way; readonly address: string; readonly all: number[] }[] = [];
  for (const { protocol, address, port } of endpoints) {
    const known = rules.find((rule) => rule.protocol === protocol && rule.address === address);
    if (known) known.all.push(port);
    else rules.push({ protocol, address, all: [port] });
  }
  return rules.map(({ all, ...rule }) => ({ ...rule, ports: portRanges(all) }));
}

/** "40000–40002, 40005" */
export function portRanges(ports: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const port of [...new Set(ports)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && port === last.to + 1) last.to = port;
    else ranges.push({ from: port, to: port });
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

/** Whether WebSocket was found to be blocked. */
export const websocketBlocked = ({ websocket }: LineFindings): boolean =>
  websocket.kind === 'done' && websocket.result.kind === 'blocked';

const leastOf = ({ down, up }: Speed): number | null =>
  down === null || up === null ? null : Math.min(down, up);

const isOpen = (finding: Finding<{ readonly kind: string }>): boolean =>
  finding.kind === 'done' && finding.result.kind === 'open';

/** Whether UDP or TCP leads to every media worker. */
function ledEverywhere({ udp, tcp }: LineFindings): boolean {
  if (isOpen(udp) || isOpen(tcp)) return true;
  if (udp.kind !== 'done' || udp.result.kind !== 'partly') return false;
  if (tcp.kind !== 'done' || tcp.result.kind !== 'partly') return false;
  const { closed } = tcp.result;
  return !udp.result.closed.some((one) => closed.includes(one));
}

const relayOpen = ({ relays }: LineFindings): boolean =>
  relays.kind === 'done' && relays.result.some(({ result }) => result.kind === 'open');

function unfinished(finding: Finding<unknown>): Verdict | null {
  return finding.kind === 'waiting' || finding.kind === 'running' ? { tone: finding.kind } : null;
}

/** All of them together; null while something is still looked at. */
export function overall(tones: readonly Tone[]): 'good' | 'hint' | 'bad' | null {
  if (tones.some((tone) => tone === 'waiting' || tone === 'running')) return null;
  if (tones.includes('bad')) return 'bad';
  return tones.includes('hint') ? 'hint' : 'good';
}
