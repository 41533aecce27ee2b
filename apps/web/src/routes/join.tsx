import { ConvergeError } from '@converge/protocol/errors';
import { Navigate, useParams } from 'react-router';
import { Closed } from '../features/join/closed.tsx';
import { Door } from '../features/join/door.tsx';
import { JoinPage } from '../features/join/join-page.tsx';
import { codeOf } from '../features/rooms/code-of.ts';
import { joinPath } from '../features/rooms/room-words.ts';

/** What no code can look like is no room's. */
const unknown = new ConvergeError('code_unknown');

/** /join/:code */
export default function JoinRoute() {
  const { code: typed = '' } = useParams();
  const code = codeOf(typed);
  // A link that was copied with the full stop behind it.
  if (code && code !== typed) return <Navigate to={joinPath(code)} replace />;
  return <Door>{code ? <JoinPage key={code} code={code} /> : <Closed error={unknown} />}</Door>;
}
