import type { ContentLabel, Tier } from "../lib/db/schema";

/** Somebody made up. */
export interface DemoCreator {
  readonly name: string;
  readonly tier: Tier;
  readonly label: ContentLabel;
  readonly titles: readonly string[];
  /** Viewers at once on a usual evening. */
  readonly viewers: number;
  /** Streams in a week. */
  readonly perWeek: number;
}

/** Twenty people who do not exist, over the tiers and kinds of content. */
export const CREATORS: readonly DemoCreator[] = [
  creator(
    "Nadège Pierre",
    "premium",
    "music-concert",
    190,
    2,
    "Konpa under the mango tree",
    "Requests all night",
  ),
  creator(
    "Wendell Célestin",
    "premium",
    "music-concert",
    140,
    2,
    "Twoubadou unplugged",
    "Two guitars, no plan",
  ),
  creator(
    "Orchestre Lakou",
    "premium",
    "music-concert",
    230,
    1,
    "Live from the courtyard",
    "Rehearsal with friends",
  ),
  creator("Maud Estimé", "premium", "casual-chat", 90, 2, "Coffee with Maud", "Letters from the diaspora"),
  creator("Ti Jean Comedy", "basic", "casual-chat", 75, 2, "Jokes my aunt forbade", "Open mic"),
  creator("Sabine Louis", "basic", "casual-chat", 50, 2, "Sunday hair, Monday hair", "Ask me anything"),
  creator("Frantz & Co", "basic", "music-concert", 65, 1, "Jazz at low volume", "Standards, slowly"),
  creator("Pastor Emmanuel", "basic", "other", 110, 1, "Sunday service"),
  creator("Kreyòl pou timoun", "basic", "tutorial", 45, 2, "Letters A to F", "Counting songs"),
  creator("Chef Yolande", "basic", "tutorial", 60, 1, "Soup joumou, step by step", "Pikliz for winter"),
  creator("Rara Gaming", "free", "gaming", 6, 3, "Ranked until midnight", "Viewers pick the map"),
  creator("Lova Plays", "free", "gaming", 5, 2, "First time in the caves", "No deaths allowed"),
  creator("Dessalines FC Talk", "free", "casual-chat", 24, 1, "Saturday’s goals", "Transfer rumours"),
  creator("Mme Jacques", "free", "tutorial", 15, 2, "Algebra for those in a hurry", "Exam questions"),
  creator("Atelier Fer", "free", "tutorial", 12, 1, "Cut metal, from drum to mask"),
  creator("Nou La", "free", "other", 9, 1, "Neighbours’ council"),
  creator("Joëlle Reads", "free", "other", 14, 1, "A chapter before bed", "Poems by request"),
  creator("Balkon Sessions", "free", "music-concert", 32, 1, "Songs from the balcony"),
  creator("Doctor Ary", "free", "tutorial", 28, 1, "Questions about sugar", "What to do about fever"),
  creator("Kamyon Beats", "free", "music-concert", 18, 1, "Beats from the truck"),
];

function creator(
  name: string,
  tier: Tier,
  label: ContentLabel,
  viewers: number,
  perWeek: number,
  ...titles: readonly string[]
): DemoCreator {
  return { name, tier, label, viewers, perWeek, titles };
}
