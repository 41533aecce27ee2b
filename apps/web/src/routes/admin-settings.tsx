import { SettingsPage } from '../features/admin/settings/settings-page.tsx';

export default function AdminSettings() {
  return <SettingsPage />;
}
