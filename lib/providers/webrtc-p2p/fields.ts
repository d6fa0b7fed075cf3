import { type OptionField, words } from "../given";

/** The media server, which holds the rooms, reads the same variables when it starts: they can't change while it runs. */
export const fields: readonly OptionField[] = [
  {
    name: "P2P_MAX_VIEWERS",
    kind: "text",
    group: "machine",
    isFixed: true,
    fallback: "8",
    label: words(
      "Viewers of one room, at most",
      "Spectateurs par salle, au plus",
      "Moun nan yon sal, pi plis",
    ),
    hint: words("1 to 50; 0 switches it off.", "De 1 à 50 ; 0 la désactive.", "Ant 1 ak 50; 0 etenn li."),
  },
  {
    name: "MEDIA_ICE_SERVERS",
    kind: "text",
    group: "machine",
    isFixed: true,
    label: words("STUN and TURN servers", "Serveurs STUN et TURN", "Sèvè STUN ak TURN"),
  },
  {
    name: "MEDIA_TURN_SECRET",
    kind: "secret",
    group: "machine",
    isFixed: true,
    label: words("Secret of the TURN server", "Secret du serveur TURN", "Sekrè sèvè TURN lan"),
  },
];
