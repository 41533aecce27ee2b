export default function Account() {
  return (
    <main>
      <h1>account</h1>
    </main>
  );
}
