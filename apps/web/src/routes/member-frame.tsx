import { Framed } from '../features/page/framed.tsx';
import { Shell } from '../features/shell/shell.tsx';

/** Around the pages of whoever is signed in. */
export default function MemberFrame() {
  return (
    <Shell>
      <Framed />
    </Shell>
  );
}
