import { JoinCode } from '@converge/protocol/ids';
import { useParams } from 'react-router';
import { Door } from '../features/join/door.tsx';
import { JoinPage } from '../features/join/join-page.tsx';
import { NotFound } from '../features/page/not-found.tsx';

/** /join/:code */
export default function JoinRoute() {
  const { code } = useParams();
  const parsed = JoinCode.safeParse(code);
  return (
    <Door>{parsed.success ? <JoinPage key={parsed.data} code={parsed.data} /> : <NotFound />}</Door>
  );
}
