import { config } from "zod/v4/core";

/** Runs before anything else of a page. The pages' policy forbids making code of text: schemas need not try, and be reported for it. */
config({ jitless: true });
