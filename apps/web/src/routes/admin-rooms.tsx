import { AllRoomsPage } from '../features/admin/rooms/all-rooms-page.tsx';

export default function AdminRooms() {
  return <AllRoomsPage />;
}
