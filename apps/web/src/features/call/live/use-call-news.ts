import { moderates } from '@converge/protocol/permissions';
import type { Participant } from '@converge/protocol/realtime/call';
import { useEffect, useRef, useState } from 'react';
import type { CallSession } from '../../../data/call-session.ts';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import { whenIdle } from '../../page/when-idle.ts';
import { newsOf } from '../model/news.ts';
import { actorOf } from '../model/people.ts';
import { cueFor } from '../sound/cues.ts';
import { soundSettings } from '../sound/settings.ts';
import { play, type Sound } from '../sound/synth.ts';
import { speechLevel } from './speech.ts';

/** Sounds, words for who doesn't see the stage, and what others decided about oneself. */
export function useCallNews(session: CallSession): string {
  const t = useWords('call');
  const { call, local } = session;
  const [spoken, setSpoken] = useState('');
  const before = useRef<readonly Participant[]>(call.participants.get());

  useEffect(() => {
    const look = () => {
      const after = call.participants.get();
      const me = call.self.get();
      const news = me ? newsOf(before.current, after, me.id) : [];
      before.current = after;
      if (news.length === 0) return;
      // In a crowd the newest are enough; a list of thirty names is no help.
      setSpoken(
        news
          .slice(-3)
          .map(({ kind, name }) => t(`news.${kind}`, { name }))
          .join('. '),
      );
      const cue = cueFor(news, after.length);
      if (cue) sound(session, cue);
    };
    return call.participants.subscribe(look);
  }, [session, call, t]);

  useEffect(
    () =>
      call.events.on('overruled', (source, action, by) => {
        if (source === 'screenAudio') return;
        const title = by
          ? t(`overruled.${source}.by`, { name: by.person.name })
          : t(`overruled.${source}`);
        toast({ title, help: t(`overruled.help.${action}`) });
      }),
    [call, t],
  );

  // Whoever waited for it hears that all may unmute; the microphone stays as it is.
  const speaks = useRef<string | null>(null);
  useEffect(() => {
    const look = () => {
      const state = call.state.get();
      const now = state.kind === 'in' ? state.call.policy.speak : speaks.current;
      const opened = speaks.current !== null && speaks.current !== now && now === 'everyone';
      speaks.current = now;
      const me = call.self.get();
      if (!opened || !me || moderates(actorOf(me)) || me.grants.speak !== undefined) return;
      toast({ title: t('allMaySpeak'), help: t('allMaySpeak.help') });
    };
    look();
    return call.state.subscribe(look);
  }, [call, t]);

  const floor = useRef('');
  useEffect(() => {
    const look = () => {
      const { grants = {}, floor: given = [] } = call.self.get() ?? {};
      const now = given.filter((capability) => grants[capability]);
      const news = now.filter((capability) => !floor.current.includes(capability));
      floor.current = now.join(' ');
      if (news.length === 0) return;
      const what = news.map((capability) => t(`right.${capability}`)).join(', ');
      toast({ title: t('news.floor'), help: t('news.floor.help', { what }) });
    };
    return call.self.subscribe(look);
  }, [call, t]);

  useEffect(
    () =>
      call.events.on('pictureSmaller', () => {
        toast({ title: t('pictureSmaller.title'), help: t('pictureSmaller.help') });
      }),
    [call, t],
  );

  useEffect(
    () =>
      local.events.on('fellBack', (_kind, to) => {
        toast({
          title: to ? t('devices.fellBack', { device: to.label }) : t('devices.fellBackNone'),
        });
      }),
    [local, t],
  );

  useEffect(
    () =>
      local.events.on('moved', (_kind, to) => {
        toast({ title: t('devices.fellBack', { device: to.label }) });
      }),
    [local, t],
  );

  useEffect(
    () =>
      local.events.on('speakerGone', () => {
        toast({ title: t('devices.speakerGone'), help: t('devices.speakerGone.help') });
      }),
    [local, t],
  );
  return spoken;
}

/**
 * Plays a sign if it is on, and if nobody would be talked over; a moment later,
 * when the page has time: who just came in is being drawn, and waits for a picture.
 */
export function sound(session: CallSession, sign: Sound): void {
  whenIdle(() => {
    if (!soundSettings.get()[sign] || someoneSpeaks(session)) return;
    play(sign, session.local.chosen.get().speaker ?? '').catch(() => {
      // No gesture yet, so the browser keeps the page silent: the sign is not worth asking for one.
    });
  }, LATEST_MS);
}

/** After so long a sign would be one of something else. */
const LATEST_MS = 500;

const someoneSpeaks = ({ call }: CallSession): boolean =>
  call.participants.get().some(({ id }) => call.level(id).get() > speechLevel);
