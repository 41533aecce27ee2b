import { MainPage } from '../features/rooms/main-page.tsx';

/** `/` for visitors: the ways into a room. */
export default function Main() {
  return <MainPage />;
}
