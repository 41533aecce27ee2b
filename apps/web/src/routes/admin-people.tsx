import { PeoplePage } from '../features/admin/people/people-page.tsx';

export default function AdminPeople() {
  return <PeoplePage />;
}
