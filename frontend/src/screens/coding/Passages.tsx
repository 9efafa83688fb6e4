export function Passages({ codeId }: { codeId: string }) {
  return <p>{codeId}</p>;
}
