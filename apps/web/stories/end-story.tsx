import type { LeaveReason } from '@converge/protocol/realtime/call';
import { Button } from '../src/design/button.tsx';
import { Dock } from '../src/features/call/dock/dock.tsx';
import { OverPage } from '../src/features/call/frame/over-page.tsx';
import type { Wishes } from './main.tsx';

export function OverStory({ wishes }: { wishes: Wishes }) {
  return (
    <div className="flex h-dvh flex-col">
      <OverPage
        reason={(wishes.get('reason') ?? 'left') as LeaveReason}
        busy={false}
        onRejoin={() => undefined}
      >
        <Button size="large">…</Button>
      </OverPage>
    </div>
  );
}

export const DockStory = () => (
  <Dock
    name="Физика 8 «Б»: колебания и волны"
    people={23}
    microphone={{ kind: 'off' }}
    onToggleMicrophone={() => undefined}
    onBack={() => undefined}
    onLeave={() => undefined}
  />
);
