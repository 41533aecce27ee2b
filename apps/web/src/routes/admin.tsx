import { AdminIndex } from '../features/admin/frame/admin-index.tsx';

/** `/admin`: the parts of the admin's area. */
export default function Admin() {
  return <AdminIndex />;
}
