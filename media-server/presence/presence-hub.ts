import type { Announcement } from "../../lib/wire/control";
import type { WatchMessage } from "../../lib/wire/presence";
import { countViewers, ViewerCount } from "./viewer-count";

/** A viewer's connection, as far as the hub is concerned. */
export interface Listener {
  send(text: string): void;
}

interface Topic {
  readonly listeners: Set<Listener>;
  readonly viewers: ViewerCount;
  lastSentViewers: number | null;
}

const MAX_ANNOUNCEMENTS = 10_000;
const TELL_MS = 1_000;

/** Who watches what, and what the watchers of a topic are told. */
export class PresenceHub {
  private readonly topics = new Map<string, Topic>();
  /** Kept for viewers who come later; least recently announced first. */
  private readonly announcements = new Map<string, Announcement>();
  private readonly topicsByStream = new Map<string, Set<string>>();
  private readonly changed = new Set<string>();
  private teller: NodeJS.Timeout | null = null;

  constructor(
    private readonly maxPerAddress: number,
    /** For streams whose viewers are known better than by their pages' word; null for the others. */
    private readonly countElsewhere: (streamId: string) => number | null = () => null,
  ) {}

  /** Distinct viewers of a stream over all topics that announce it. */
  viewersOf(streamId: string): number {
    return this.countElsewhere(streamId) ?? countViewers(this.countsOf(streamId), this.maxPerAddress);
  }

  /** The count from elsewhere may have changed. */
  recount(streamId: string): void {
    this.noteChange(streamId);
  }

  announce(topics: readonly string[], announcement: Announcement): void {
    const text = message({ type: "announcement", announcement });
    for (const name of topics) {
      this.remember(name, announcement);
      for (const listener of this.topics.get(name)?.listeners ?? []) listener.send(text);
      this.noteChange(name);
    }
  }

  /** Tells the newcomer at once what is known. */
  listen(name: string, listener: Listener): void {
    const topic = this.topics.get(name) ?? this.openTopic(name);
    topic.listeners.add(listener);
    const announcement = this.announcements.get(name);
    if (announcement) listener.send(message({ type: "announcement", announcement }));
    listener.send(message({ type: "viewers", viewers: this.viewersOnTopic(name) }));
  }

  unlisten(name: string, listener: Listener): void {
    const topic = this.topics.get(name);
    topic?.listeners.delete(listener);
    if (topic && topic.listeners.size === 0 && topic.viewers.isEmpty) this.topics.delete(name);
  }

  join(name: string, viewer: string, address: string): void {
    this.topics.get(name)?.viewers.join(viewer, address);
    this.noteChange(name);
  }

  leave(name: string, viewer: string): void {
    this.topics.get(name)?.viewers.leave(viewer);
    this.noteChange(name);
  }

  close(): void {
    if (this.teller) clearTimeout(this.teller);
    this.topics.clear();
  }

  private openTopic(name: string): Topic {
    const topic = { listeners: new Set<Listener>(), viewers: new ViewerCount(), lastSentViewers: null };
    this.topics.set(name, topic);
    return topic;
  }

  private countsOf(streamId: string): ViewerCount[] {
    const names = new Set([streamId, ...(this.topicsByStream.get(streamId) ?? [])]);
    const counts: ViewerCount[] = [];
    for (const name of names) {
      const topic = this.topics.get(name);
      if (topic && !topic.viewers.isEmpty) counts.push(topic.viewers);
    }
    return counts;
  }

  /** A topic that announces a stream shows that stream's viewers, wherever they came from. */
  private viewersOnTopic(name: string): number {
    return this.viewersOf(this.announcements.get(name)?.streamId ?? name);
  }

  private remember(name: string, announcement: Announcement): void {
    this.forget(name);
    this.announcements.set(name, announcement);
    const names = this.topicsByStream.get(announcement.streamId) ?? new Set();
    this.topicsByStream.set(announcement.streamId, names.add(name));
    const [oldest] = this.announcements.keys();
    if (oldest !== undefined && this.announcements.size > MAX_ANNOUNCEMENTS) this.forget(oldest);
  }

  private forget(name: string): void {
    const streamId = this.announcements.get(name)?.streamId;
    this.announcements.delete(name);
    if (streamId === undefined) return;
    const names = this.topicsByStream.get(streamId);
    names?.delete(name);
    if (names?.size === 0) this.topicsByStream.delete(streamId);
  }

  private noteChange(name: string): void {
    const streamId = this.announcements.get(name)?.streamId ?? name;
    for (const sibling of [name, streamId, ...(this.topicsByStream.get(streamId) ?? [])])
      this.changed.add(sibling);
    this.teller ??= setTimeout(() => this.tellViewers(), TELL_MS).unref();
  }

  /** At most once a second, and only what changed. */
  private tellViewers(): void {
    this.teller = null;
    for (const name of this.changed) {
      const topic = this.topics.get(name);
      if (!topic) continue;
      const viewers = this.viewersOnTopic(name);
      if (viewers === topic.lastSentViewers) continue;
      topic.lastSentViewers = viewers;
      const text = message({ type: "viewers", viewers });
      for (const listener of topic.listeners) listener.send(text);
    }
    this.changed.clear();
  }
}

function message(content: WatchMessage): string {
  return JSON.stringify(content);
}
