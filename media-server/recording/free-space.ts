import { statfs } from "node:fs/promises";

/** Bytes that this process may still write where `path` is. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

/** Looks at the disk while anything is being recorded, and says when less is free than must stay free. */
export class SpaceWatch {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly options: {
      readonly path: string;
      readonly minFreeBytes: number;
      readonly freeBytes: (path: string) => Promise<number>;
      readonly everyMs: number;
      readonly low: () => void;
    },
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.check(), this.options.everyMs).unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  /** A disk that can't be asked is not called full: writing to it will tell. */
  async isLow(): Promise<boolean> {
    const { path, minFreeBytes } = this.options;
    try {
      return (await this.options.freeBytes(path)) < minFreeBytes;
    } catch {
      return false;
    }
  }

  private async check(): Promise<void> {
    if (await this.isLow()) this.options.low();
  }
}
