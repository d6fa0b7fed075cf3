export const CHROMIUM_ARGS: string[];
export function findChromium(playwrightsOwn?: string): string | null;
export function findFfmpeg(): string | null;
export function findTurnServer(): string | null;
export function findPostgres(): string | null;
export function installPackages(...packages: string[]): boolean;
