import { JoinCode } from '@converge/protocol/ids';
import { useParams } from 'react-router';
import { Door } from '../features/join/door.tsx';
import { JoinPage } from '../features/join/join-page.tsx';
import { NotFound } from '../features/page/not-found.tsx';
import { roomPageWords } from '../features/room/page-words.ts';
import { loadWords } from '../i18n/words.ts';

const loadRoomPage = () => Promise.all([import('./room.tsx'), loadWords(...roomPageWords)]);

/** /join/:code */
export default function JoinRoute() {
  const { code } = useParams();
  const parsed = JoinCode.safeParse(code);
  return (
    <Door>
      {parsed.success ? (
        <JoinPage key={parsed.data} code={parsed.data} loadRoomPage={loadRoomPage} />
      ) : (
        <NotFound />
      )}
    </Door>
  );
}
