import { LogPage } from '../features/admin/log/log-page.tsx';

export default function AdminLog() {
  return <LogPage />;
}
