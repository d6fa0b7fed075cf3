/**
 * The key from a publish name, or, when encoders put everything into the server's address, from the app's path:
 * the last segment, without its query. Empty when there is none; an app name alone (`live`) is not a key.
 */
export function streamKeyOf(publishName: string, app: string): string {
  const fromName = pathSegments(publishName).at(-1);
  if (fromName !== undefined) return fromName;
  const fromApp = pathSegments(app);
  return fromApp.length > 1 ? (fromApp.at(-1) ?? "") : "";
}

function pathSegments(path: string): string[] {
  const end = path.search(/[?#]/);
  return (end < 0 ? path : path.slice(0, end)).split("/").filter((segment) => segment !== "");
}
