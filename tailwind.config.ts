import type { Config } from "tailwindcss";

const token = (name: string) => `var(--${name})`;

/** Only tokens: a colour or a size that is not in this file cannot be written in a page. Values are in app/globals.css. */
export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  darkMode: "class",
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      white: "#ffffff",
      black: "#000000",
      canvas: token("canvas"),
      surface: token("surface"),
      sunken: token("sunken"),
      line: token("line"),
      "line-strong": token("line-strong"),
      ink: token("ink"),
      muted: token("muted"),
      accent: { DEFAULT: token("accent"), strong: token("accent-strong"), soft: token("accent-soft") },
      "on-accent": token("on-accent"),
      // Red means LIVE and nothing else.
      live: token("live"),
      // Errors and steps that cannot be undone; always with an icon or words.
      rust: { DEFAULT: token("rust"), soft: token("rust-soft") },
      "on-rust": token("on-rust"),
      good: { DEFAULT: token("good"), soft: token("good-soft") },
      // What charts tell apart; never red.
      series: {
        1: token("series-1"),
        2: token("series-2"),
        3: token("series-3"),
        4: token("series-4"),
        5: token("series-5"),
      },
      fair: { DEFAULT: token("fair"), soft: token("fair-soft") },
    },
    fontFamily: {
      sans: ["var(--font-geist-sans)", "ui-sans-serif", "system-ui", "sans-serif"],
      mono: ["var(--font-geist-mono)", "ui-monospace", "monospace"],
    },
    fontSize: {
      small: [token("size-small"), { lineHeight: token("leading-small") }],
      body: [token("size-body"), { lineHeight: token("leading-body") }],
      lead: [token("size-lead"), { lineHeight: token("leading-lead") }],
      title: [token("size-title"), { lineHeight: token("leading-title"), letterSpacing: "-0.015em" }],
    },
    borderRadius: { none: "0", sm: "4px", DEFAULT: "8px", full: "9999px" },
    boxShadow: {},
  },
} satisfies Config;
