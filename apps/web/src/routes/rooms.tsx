import { RoomsPage } from '../features/rooms/rooms-page.tsx';

/** `/` for whoever is signed in: one's rooms. */
export default function Rooms() {
  return <RoomsPage />;
}
