import { useSpace } from '../../data/space.ts';
import { Mark } from '../../design/mark.tsx';

/** The logo of the space, else ours; its name stands beside it. */
export function SpaceMark() {
  const logo = useSpace().data?.logo;
  return logo ? (
    <img src={logo} alt="" className="h-8 max-w-24 shrink-0 object-contain" />
  ) : (
    <Mark className="size-8 shrink-0" />
  );
}
