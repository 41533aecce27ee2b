import { Register } from '../features/auth/register.tsx';

export default function RegisterPage() {
  return <Register />;
}
