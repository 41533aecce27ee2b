import { probeSpeed } from '@converge/protocol/rest/check';
import type { LineFindings } from '../../data/check.ts';
import { useFormat } from '../../i18n/format.ts';
import type { Values } from '../../i18n/translate.ts';
import { useWords } from '../../i18n/words.ts';
import { Step } from './step.tsx';
import {
  lineVerdict,
  relayVerdict,
  speedVerdict,
  type Tone,
  untriedRelays,
  type Verdict,
  wayVerdict,
} from './verdicts.ts';

/** The way to the server: the live connection, both ways of the media, relays, and the speed. */
export function LineSteps({ findings }: { findings: LineFindings }) {
  const t = useWords('check');
  const speed = speedVerdict(findings);
  const row = (title: string, { tone, text, values, help }: Verdict) => (
    <Step tone={tone} title={title} text={text && t(text, values)} help={help && t(help)} />
  );
  const rates = useRates(findings);
  return (
    <>
      {row(t('line.title'), lineVerdict(findings))}
      {row(t('udp.title'), wayVerdict('udp', findings))}
      {row(t('tcp.title'), wayVerdict('tcp', findings))}
      <RelaySteps findings={findings} />
      {row(t('speed.title'), rates ? { ...speed, values: rates } : speed)}
    </>
  );
}

/** What these steps say to the verdict on all. */
export const lineTones = (findings: LineFindings): readonly Tone[] =>
  [
    lineVerdict(findings),
    wayVerdict('udp', findings),
    wayVerdict('tcp', findings),
    speedVerdict(findings),
  ].map(({ tone }) => tone);

/** Each way to each relay of the space; nothing where it has none. */
function RelaySteps({ findings }: { findings: LineFindings }) {
  const t = useWords('check');
  const row = (key: string, title: string, { tone, text, values, help }: Verdict) => (
    <Step
      key={key}
      tone={tone}
      title={title}
      text={text && t(text, values)}
      help={help && t(help)}
    />
  );
  const untried = untriedRelays(findings);
  if (untried) return row('relays', t('relays.title'), untried);
  if (findings.relays.kind !== 'done') return null;
  return findings.relays.result.map(({ relay: { host, port, way }, result }) =>
    row(
      `${way} ${host} ${port}`,
      t('relay.title', { host: `${host}:${port}`, way: way.toUpperCase() }),
      relayVerdict(result, findings),
    ),
  );
}

function useRates({ speed }: LineFindings): Values | null {
  const t = useWords('check');
  const { number } = useFormat();
  if (speed.kind !== 'done' || !speed.result) return null;
  const { down, up } = speed.result;
  if (down === null || up === null) return null;
  // No more was asked of the line: how much faster it is, nobody knows.
  const most = probeSpeed.bitsPerSecond * 0.9;
  const rate = (bits: number) =>
    bits >= most
      ? t('speed.atLeast', { rate: Math.floor(most / 1e6) })
      : number(Math.round(bits / 100_000) / 10);
  return { down: rate(down), up: rate(up) };
}
