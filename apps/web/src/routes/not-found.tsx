export default function NotFound() {
  return (
    <main>
      <h1>not-found</h1>
    </main>
  );
}
