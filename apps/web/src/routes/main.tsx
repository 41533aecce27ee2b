export default function Main() {
  return (
    <main>
      <h1>main</h1>
    </main>
  );
}
