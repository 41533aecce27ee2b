import { Check } from '../features/check/check.tsx';

/** /check */
export default function CheckRoute() {
  return <Check />;
}
