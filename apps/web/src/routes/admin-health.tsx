import { HealthPage } from '../features/admin/health/health-page.tsx';

export default function AdminHealth() {
  return <HealthPage />;
}
