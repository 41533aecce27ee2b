import { moderates } from '@converge/protocol/permissions';
import type { Participant } from '@converge/protocol/realtime/call';
import { useEffect, useRef, useState } from 'react';
import type { CallSession } from '../../../data/call-session.ts';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import { newsOf } from '../model/news.ts';
import { actorOf } from '../model/people.ts';
import { cueFor } from '../sound/cues.ts';
import { sound } from './signs.ts';

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
