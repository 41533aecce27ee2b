export default function Reset() {
  return (
    <main>
      <h1>reset</h1>
    </main>
  );
}
