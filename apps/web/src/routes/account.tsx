import { Account } from '../features/account/account.tsx';
import { RequireMe } from '../features/page/require-me.tsx';

export default function AccountPage() {
  return <RequireMe>{(me) => <Account me={me} />}</RequireMe>;
}
