import { type OptionField, type WebhookPlace, words } from "../given";

/** Where the service has a control plane (IVS user guide, "Regions"). Ingest and playback are global. */
export const REGIONS = [
  "us-east-1",
  "us-west-2",
  "ap-south-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "eu-central-1",
  "eu-west-1",
] as const;

const CITIES: Record<(typeof REGIONS)[number], string> = {
  "us-east-1": "N. Virginia",
  "us-west-2": "Oregon",
  "ap-south-1": "Mumbai",
  "ap-northeast-1": "Tokyo",
  "ap-northeast-2": "Seoul",
  "eu-central-1": "Frankfurt",
  "eu-west-1": "Ireland",
};

const named = (name: string) => words(name, name, name);

const ACCOUNT: readonly OptionField[] = [
  {
    name: "AWS_IVS_REGION",
    kind: "choice",
    group: "account",
    isRequired: true,
    label: words("Region", "Région", "Rejyon"),
    hint: words(
      "Where channels are made and billed. Viewers are served from everywhere.",
      "Là où les canaux sont créés et facturés. Les spectateurs sont servis de partout.",
      "Kote kanal yo fèt epi kote yo faktire. Moun k ap gade yo jwenn li toupatou.",
    ),
    choices: REGIONS.map((value) => ({ value, label: named(`${CITIES[value]} (${value})`) })),
  },
  {
    name: "AWS_IVS_ACCESS_KEY_ID",
    kind: "secret",
    group: "account",
    label: words("Access key: ID", "Clé d’accès : identifiant", "Kle aksè: idantifyan"),
    hint: words(
      "Neither of the two where the machine has a role of its own.",
      "Aucun des deux si la machine a son propre rôle.",
      "Okenn nan de yo si machin nan gen wòl pa li.",
    ),
  },
  {
    name: "AWS_IVS_SECRET_ACCESS_KEY",
    kind: "secret",
    group: "account",
    label: words("Access key: secret", "Clé d’accès : secret", "Kle aksè: sekrè"),
  },
  {
    name: "AWS_IVS_PLAYBACK_KEY",
    kind: "secret",
    group: "private",
    isRequired: true,
    isLong: true,
    label: words("Playback key", "Clé de lecture", "Kle pou gade"),
    hint: words(
      "The private half of a P-384 key pair, as it stands in its PEM file, with the BEGIN and END lines.",
      "La moitié privée d’une paire de clés P-384, telle qu’elle est dans son fichier PEM, avec les lignes BEGIN et END.",
      "Mwatye prive yon pè kle P-384, jan li ye nan fichye PEM lan, ak liy BEGIN ak END yo.",
    ),
  },
  {
    name: "AWS_IVS_PLAYBACK_KEY_ARN",
    kind: "text",
    group: "private",
    isRequired: true,
    label: words("Playback key: ARN", "Clé de lecture : ARN", "Kle pou gade: ARN"),
    hint: words(
      "Of the key pair whose public half was imported: arn:aws:ivs:…:playback-key/…",
      "De la paire dont la moitié publique a été importée : arn:aws:ivs:…:playback-key/…",
      "Pou pè kle ou te enpòte mwatye piblik li a: arn:aws:ivs:…:playback-key/…",
    ),
  },
  {
    name: "AWS_IVS_EVENTS_SECRET",
    kind: "secret",
    group: "events",
    label: words("Secret of events", "Secret des événements", "Sekrè evènman yo"),
    hint: words(
      "What EventBridge’s connection sends as header x-live-events-secret; 24 characters or more. Without it, states are only asked for.",
      "Ce que la connexion d’EventBridge envoie dans l’en-tête x-live-events-secret ; 24 caractères ou plus. Sans lui, les états sont seulement demandés.",
      "Sa koneksyon EventBridge lan voye nan antèt x-live-events-secret; 24 karaktè oswa plis. San li, nou sèlman mande eta yo.",
    ),
  },
];

const RECORDINGS: readonly OptionField[] = [
  {
    name: "AWS_IVS_RECORDING_CONFIGURATION_ARN",
    kind: "text",
    group: "recordings",
    label: words(
      "Recording configuration: ARN",
      "Configuration d’enregistrement : ARN",
      "Konfigirasyon anrejistreman: ARN",
    ),
    hint: words(
      "All three or none: without them nothing is recorded there.",
      "Les trois ou aucun : sans eux, rien n’y est enregistré.",
      "Tou twa oswa okenn: san yo, anyen pa anrejistre la.",
    ),
  },
  {
    name: "AWS_IVS_RECORDINGS_BUCKET",
    kind: "text",
    group: "recordings",
    label: words("Its bucket", "Son bucket", "Bucket li a"),
  },
  {
    name: "AWS_IVS_RECORDINGS_URL",
    kind: "text",
    group: "recordings",
    label: words("Where viewers find them", "Où les spectateurs les trouvent", "Kote moun jwenn yo"),
    hint: words(
      "The distribution in front of the bucket, e.g. https://recordings.example.org",
      "La distribution devant le bucket, p. ex. https://recordings.example.org",
      "Distribisyon ki devan bucket la, pa egzanp https://recordings.example.org",
    ),
  },
];

const DEFAULTS: readonly OptionField[] = [
  {
    name: "AWS_IVS_CHANNEL_TYPE",
    kind: "choice",
    group: "defaults",
    fallback: "STANDARD",
    label: words("Channel type", "Type de canal", "Kalite kanal"),
    hint: words(
      "Decides the qualities that viewers get, and the price.",
      "Décide des qualités offertes aux spectateurs, et du prix.",
      "Se li ki deside kalite moun jwenn, ak pri a.",
    ),
    choices: [
      { value: "STANDARD", label: named("Standard") },
      { value: "BASIC", label: named("Basic") },
      { value: "ADVANCED_SD", label: named("Advanced SD") },
      { value: "ADVANCED_HD", label: named("Advanced HD") },
    ],
  },
  {
    name: "AWS_IVS_LATENCY_MODE",
    kind: "choice",
    group: "defaults",
    fallback: "LOW",
    label: words("Delay", "Délai", "Reta"),
    choices: [
      { value: "LOW", label: words("Low", "Faible", "Piti") },
      { value: "NORMAL", label: words("Normal", "Normal", "Nòmal") },
    ],
  },
  {
    name: "AWS_IVS_ALLOWED_ORIGINS",
    kind: "text",
    group: "defaults",
    label: words(
      "Sites that may play private streams",
      "Sites autorisés à lire les directs privés",
      "Sit ki gen dwa jwe emisyon prive",
    ),
    hint: words(
      "Separated by commas, e.g. https://live.example.org. Without it: any site.",
      "Séparés par des virgules, p. ex. https://live.example.org. Sinon : tous les sites.",
      "Separe ak vigil, pa egzanp https://live.example.org. San sa: nenpòt sit.",
    ),
  },
];

/** Somewhere else than at the vendor: for stand-ins. */
const MACHINE: readonly OptionField[] = [
  {
    name: "AWS_IVS_ENDPOINT",
    kind: "text",
    group: "machine",
    isFixed: true,
    label: words("Address of the API", "Adresse de l’API", "Adrès API a"),
  },
  {
    name: "AWS_IVS_RECORDINGS_ENDPOINT",
    kind: "text",
    group: "machine",
    isFixed: true,
    label: words("Address of the store", "Adresse du stockage", "Adrès depo a"),
  },
];

export const fields: readonly OptionField[] = [...ACCOUNT, ...RECORDINGS, ...DEFAULTS, ...MACHINE];

export const webhooks: readonly WebhookPlace[] = [
  {
    secret: "AWS_IVS_EVENTS_SECRET",
    label: words(
      "EventBridge → API destinations, target of a rule for the source aws.ivs",
      "EventBridge → Destinations d’API, cible d’une règle pour la source aws.ivs",
      "EventBridge → API destinations, sib yon règ pou sous aws.ivs",
    ),
  },
];
