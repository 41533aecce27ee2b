export default function Forgot() {
  return (
    <main>
      <h1>forgot</h1>
    </main>
  );
}
