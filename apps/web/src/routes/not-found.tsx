import { NotFound } from '../features/page/not-found.tsx';

export default function NotFoundPage() {
  return <NotFound />;
}
