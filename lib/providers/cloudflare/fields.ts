import { type OptionField, type WebhookPlace, words } from "../given";

/** The account, and what makes private streams possible there. */
const ACCOUNT: readonly OptionField[] = [
  {
    name: "CLOUDFLARE_ACCOUNT_ID",
    kind: "text",
    group: "account",
    isRequired: true,
    label: words("Account ID", "Identifiant du compte", "Idantifyan kont lan"),
    hint: words(
      "32 characters, 0–9 and a–f; in the address of the dashboard after you sign in.",
      "32 caractères, 0–9 et a–f ; dans l’adresse du tableau de bord une fois connecté.",
      "32 karaktè, 0–9 ak a–f; nan adrès tablo bò a lè ou fin konekte.",
    ),
  },
  {
    name: "CLOUDFLARE_API_TOKEN",
    kind: "secret",
    group: "account",
    isRequired: true,
    label: words("API token", "Jeton d’API", "Jeton API"),
    hint: words(
      "With the permissions Stream: Write and Account Analytics: Read, for this account alone.",
      "Avec les autorisations Stream: Write et Account Analytics: Read, pour ce seul compte.",
      "Ak otorizasyon Stream: Write ak Account Analytics: Read, pou kont sa a sèlman.",
    ),
  },
  {
    name: "CLOUDFLARE_CUSTOMER_CODE",
    kind: "text",
    group: "account",
    isRequired: true,
    label: words("Customer code", "Code client", "Kòd kliyan"),
    hint: words(
      "What stands between “customer-” and “.cloudflarestream.com” in your playback addresses.",
      "Ce qui se trouve entre « customer- » et « .cloudflarestream.com » dans vos adresses de lecture.",
      "Sa ki ant “customer-” ak “.cloudflarestream.com” nan adrès kote moun gade videyo ou yo.",
    ),
  },
  {
    name: "CLOUDFLARE_SIGNING_KEY_ID",
    kind: "text",
    group: "private",
    label: words("Signing key: ID", "Clé de signature : identifiant", "Kle siyati: idantifyan"),
    hint: words(
      "Needed unless the way in and out is WebRTC. The field “id” of what the key’s creation answers.",
      "Nécessaire, sauf si l’entrée et la sortie se font en WebRTC. Le champ « id » de la réponse à la création de la clé.",
      "Nesesè, sof si antre ak soti fèt pa WebRTC. Se chan “id” nan repons ou jwenn lè ou kreye kle a.",
    ),
  },
  {
    name: "CLOUDFLARE_SIGNING_KEY",
    kind: "secret",
    group: "private",
    isLong: true,
    label: words("Signing key", "Clé de signature", "Kle siyati"),
    hint: words(
      "The field “jwk” or “pem” of the same answer, which shows it only once.",
      "Le champ « jwk » ou « pem » de la même réponse, qui ne la montre qu’une fois.",
      "Chan “jwk” oswa “pem” nan menm repons lan, ki montre li yon sèl fwa.",
    ),
  },
];

const EVENTS: readonly OptionField[] = [
  {
    name: "CLOUDFLARE_NOTIFICATION_SECRET",
    kind: "secret",
    group: "events",
    label: words("Secret of notifications", "Secret des notifications", "Sekrè notifikasyon yo"),
    hint: words(
      "Of the webhook under Notifications; 16 characters or more. Without it, states are only asked for.",
      "Celui du webhook sous Notifications ; 16 caractères ou plus. Sans lui, les états sont seulement demandés.",
      "Sekrè webhook ki anba Notifications; 16 karaktè oswa plis. San li, nou sèlman mande eta yo.",
    ),
  },
  {
    name: "CLOUDFLARE_VIDEO_WEBHOOK_SECRET",
    kind: "secret",
    group: "events",
    label: words("Secret of the video webhook", "Secret du webhook vidéo", "Sekrè webhook videyo a"),
    hint: words(
      "What the account’s one webhook for recordings answers when it is made.",
      "Ce que répond l’unique webhook du compte pour les enregistrements à sa création.",
      "Sa sèl webhook kont lan pou anrejistreman yo reponn lè ou kreye li.",
    ),
  },
];

const DEFAULTS: readonly OptionField[] = [
  {
    name: "CLOUDFLARE_DELETE_RECORDINGS_AFTER_DAYS",
    kind: "text",
    group: "recordings",
    label: words("Delete recordings after (days)", "Supprimer après (jours)", "Efase apre (jou)"),
    hint: words(
      "30 to 1096. Without it they stay, and take prepaid storage, until they are deleted.",
      "De 30 à 1096. Sinon ils restent, et occupent le stockage prépayé, jusqu’à leur suppression.",
      "Ant 30 ak 1096. San sa yo rete, epi yo pran espas ou deja peye a, jiskaske yo efase.",
    ),
  },
  {
    name: "CLOUDFLARE_PAIR",
    kind: "choice",
    group: "defaults",
    fallback: "rtmps",
    label: words("Way in and out", "Entrée et sortie", "Antre ak soti"),
    hint: words(
      "WebRTC is less than a second behind, and neither recorded nor private.",
      "Le WebRTC a moins d’une seconde de retard ; il n’est ni enregistré ni privé.",
      "WebRTC gen mwens pase yon segonn reta, li pa ni anrejistre ni prive.",
    ),
    choices: [
      {
        value: "rtmps",
        label: words(
          "RTMPS or SRT in, HLS out",
          "RTMPS ou SRT en entrée, HLS en sortie",
          "RTMPS oswa SRT antre, HLS soti",
        ),
      },
      {
        value: "whip",
        label: words("WebRTC in and out", "WebRTC en entrée et en sortie", "WebRTC antre ak soti"),
      },
    ],
  },
  {
    name: "CLOUDFLARE_LOW_LATENCY",
    kind: "choice",
    group: "defaults",
    fallback: "1",
    label: words("Low-latency HLS", "HLS à faible latence", "HLS ak ti reta"),
    choices: [
      { value: "1", label: words("On (a beta there)", "Activé (bêta chez eux)", "Limen (bèta lakay yo)") },
      { value: "0", label: words("Off", "Désactivé", "Etenn") },
    ],
  },
  {
    name: "CLOUDFLARE_ALLOWED_ORIGINS",
    kind: "text",
    group: "defaults",
    label: words("Sites that may play it", "Sites autorisés à le lire", "Sit ki gen dwa jwe li"),
    hint: words(
      "Separated by commas, e.g. live.example.org,*.example.org. Without it: any site.",
      "Séparés par des virgules, p. ex. live.example.org,*.example.org. Sinon : tous les sites.",
      "Separe ak vigil, pa egzanp live.example.org,*.example.org. San sa: nenpòt sit.",
    ),
  },
];

/** Somewhere else than at the vendor: for stand-ins. */
const MACHINE: readonly OptionField[] = [
  {
    name: "CLOUDFLARE_API_URL",
    kind: "text",
    group: "machine",
    isFixed: true,
    label: words("Address of the API", "Adresse de l’API", "Adrès API a"),
  },
  {
    name: "CLOUDFLARE_PLAYBACK_URL",
    kind: "text",
    group: "machine",
    isFixed: true,
    label: words("Address of playback", "Adresse de lecture", "Adrès kote moun gade"),
  },
];

export const fields: readonly OptionField[] = [...ACCOUNT, ...EVENTS, ...DEFAULTS, ...MACHINE];

export const webhooks: readonly WebhookPlace[] = [
  {
    secret: "CLOUDFLARE_NOTIFICATION_SECRET",
    label: words(
      "Notifications → Destinations → Webhooks, for events of live inputs",
      "Notifications → Destinations → Webhooks, pour les événements des entrées en direct",
      "Notifications → Destinations → Webhooks, pou evènman antre an dirèk yo",
    ),
  },
  {
    secret: "CLOUDFLARE_VIDEO_WEBHOOK_SECRET",
    label: words(
      "The account’s one webhook (PUT …/stream/webhook), for recordings",
      "L’unique webhook du compte (PUT …/stream/webhook), pour les enregistrements",
      "Sèl webhook kont lan (PUT …/stream/webhook), pou anrejistreman yo",
    ),
  },
];
