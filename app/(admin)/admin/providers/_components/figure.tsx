/** One number with its name; pages put several side by side in a `dl`. */
export function Figure({ name, value, hint }: { name: string; value: string; hint?: string }) {
  return (
    <div>
      <dt className="text-small text-muted">{name}</dt>
      <dd className="text-lead font-medium">{value}</dd>
      {hint ? <dd className="text-small text-muted">{hint}</dd> : null}
    </div>
  );
}
