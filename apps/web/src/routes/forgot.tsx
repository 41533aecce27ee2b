import { Forgot } from '../features/auth/forgot.tsx';

export default function ForgotPage() {
  return <Forgot />;
}
