import { LivePage } from '../features/admin/rooms/live-page.tsx';

export default function AdminLive() {
  return <LivePage />;
}
