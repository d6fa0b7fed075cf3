import { type OptionField, words } from "../given";

/** Our own media server reads the same variables when it starts: they can't change while it runs. */
export const fields: readonly OptionField[] = [
  {
    name: "MEDIA_PUBLIC_URL",
    kind: "text",
    group: "machine",
    isFixed: true,
    label: words("Where viewers find it", "Où les spectateurs la trouvent", "Kote moun jwenn li"),
    hint: words(
      "Without it: this machine, as localhost.",
      "Sinon : cette machine, sous le nom localhost.",
      "San sa: machin sa a, sou non localhost.",
    ),
  },
  {
    name: "RTMP_PUBLIC_URL",
    kind: "text",
    group: "machine",
    isFixed: true,
    label: words("Where encoders send to", "Où les encodeurs envoient", "Kote ankodè yo voye"),
    hint: words(
      "Without it: the same machine, on the port for encoders.",
      "Sinon : la même machine, sur le port des encodeurs.",
      "San sa: menm machin nan, sou pò ankodè yo.",
    ),
  },
];
