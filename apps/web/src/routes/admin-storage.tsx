import { StoragePage } from '../features/admin/storage/storage-page.tsx';

export default function AdminStorage() {
  return <StoragePage />;
}
