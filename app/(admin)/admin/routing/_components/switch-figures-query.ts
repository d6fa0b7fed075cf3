import { queryOptions } from "@tanstack/react-query";
import type { SwitchFigures } from "@/lib/policies/get-switch-figures";
import { switchFiguresAction } from "../switch/actions";

const REFRESH_MS = 10_000;

/** How both sides of the switch do; asked again while the page can be seen. */
export function switchFiguresQuery(initial: SwitchFigures) {
  return queryOptions<SwitchFigures>({
    queryKey: ["routing", "switch", initial.from.id, initial.to.id],
    queryFn: async () => {
      const result = await switchFiguresAction({});
      if (!result.ok) throw new Error(result.error.message);
      return result.data;
    },
    initialData: initial,
    staleTime: REFRESH_MS,
    refetchInterval: REFRESH_MS,
  });
}
