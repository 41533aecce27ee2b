import { Front } from '../features/front/front.tsx';
import { Framed } from '../features/page/framed.tsx';

/** Around the pages of whoever isn't signed in. */
export default function VisitorFrame() {
  return (
    <Front>
      <Framed />
    </Front>
  );
}
