import { redirect } from "next/navigation";
import { pageCreator } from "@/app/_shell/page-actor";

export default async function StudioPage() {
  await pageCreator("/studio");
  redirect("/studio/streams");
}
