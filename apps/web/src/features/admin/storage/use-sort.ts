import type { StorageQuery, StorageSort } from '@converge/protocol/rest/storage';
import { useState } from 'react';
import type { Direction } from '../../../design/table.tsx';

/** By what a list of sizes is sorted, which way, and from where on it is shown. */
export function useSort() {
  const [sort, setSort] = useState<StorageSort>('bytes');
  const [order, setOrder] = useState<Direction>('descending');
  const [offset, setOffset] = useState(0);
  return {
    query: { sort, order, offset } satisfies StorageQuery,
    offset,
    setOffset,
    /** For a column's head: another column begins with what one looks for there. */
    head: (column: StorageSort) => ({
      sorted: column === sort ? order : undefined,
      onSort() {
        setOffset(0);
        setSort(column);
        if (column !== sort) setOrder(column === 'name' ? 'ascending' : 'descending');
        else setOrder(order === 'ascending' ? 'descending' : 'ascending');
      },
    }),
  };
}
