/** When this turn of the event loop is over: right after everything that has arrived was read. */
export type AfterTurn = (act: () => void) => void;

/** Collects what comes in one turn of the event loop, so that it is worked off together. */
export class TurnBatch<Item> {
  private items: Item[] = [];
  private isDue = false;

  constructor(
    private readonly deliver: (items: readonly Item[]) => void,
    private readonly afterTurn: AfterTurn,
  ) {}

  add(item: Item): void {
    this.items.push(item);
    if (this.isDue) return;
    this.isDue = true;
    this.afterTurn(() => {
      this.isDue = false;
      this.flush();
    });
  }

  /** Delivers at once what has come so far. */
  flush(): void {
    if (this.items.length === 0) return;
    const { items } = this;
    this.items = [];
    this.deliver(items);
  }
}
