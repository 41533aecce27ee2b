export default function SignIn() {
  return (
    <main>
      <h1>sign-in</h1>
    </main>
  );
}
