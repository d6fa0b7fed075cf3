import type { Role } from "../db/schema";
import type { SignUpInput } from "./schemas";

export async function signUp(
  _input: SignUpInput,
  _address: string,
): Promise<{ userId: string; email: string; role: Role }> {
  throw new Error("being built");
}
