import { Reset } from '../features/auth/reset.tsx';

export default function ResetPage() {
  return <Reset />;
}
