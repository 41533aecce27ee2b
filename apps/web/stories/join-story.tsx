import { ConvergeError, type ErrorCode } from '@converge/protocol/errors';
import { Closed } from '../src/features/join/closed.tsx';
import { Door } from '../src/features/join/door.tsx';
import type { Wishes } from './main.tsx';

/** A link that is closed, by its code: /stories/?story=join&code=invite_expired */
export function JoinStory({ wishes }: { wishes: Wishes }) {
  return (
    <Door>
      <Closed
        error={new ConvergeError((wishes.get('code') ?? 'code_unknown') as ErrorCode)}
        onRetry={() => undefined}
      />
    </Door>
  );
}
