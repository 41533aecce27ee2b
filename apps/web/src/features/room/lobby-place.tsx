/** Holds the place of the lobby until it is known who waits, so that the page doesn't jump. */
export const LobbyPlace = () => (
  <div className="border-b border-line bg-surface-1 p-2">
    <div className="min-h-(--size-control)" />
  </div>
);
