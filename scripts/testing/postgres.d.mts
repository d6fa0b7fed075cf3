/** A throw-away Postgres cluster on loopback; `bin` is the folder with initdb and postgres. */
export function startPostgres(bin: string): Promise<{ readonly url: string; stop(): Promise<void> }>;
